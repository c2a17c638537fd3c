import { fieldPoints } from '../../../faults/field-points.ts'
import type { ApiPort } from '../../../model/api.ts'
import { type Fault, type FaultPoint, faultPoints } from '../../../model/fault.ts'

/** What a person has chosen so far. */
export interface Choice {
  readonly at: FaultPoint
  readonly effect: 'refuse' | 'delay' | 'fin' | 'rst'
  readonly code: string
  readonly seconds: string
  readonly to: string
  readonly times: string
  readonly inbox: string
}

export const effects: readonly (readonly [Choice['effect'], string])[] = [
  ['refuse', 'Refuse'],
  ['delay', 'Keep waiting'],
  ['fin', 'End the connection'],
  ['rst', 'Reset the connection'],
]

export const firstChoice: Choice = {
  at: 'RCPT',
  effect: 'refuse',
  code: '451',
  seconds: '5',
  to: '',
  times: '',
  inbox: '',
}

const takes = (field: 'to' | 'inbox' | 'reply', at: FaultPoint): boolean => fieldPoints[field]?.(at) ?? true

/** Whether a recipient is known there. */
export const knowsRecipients = (at: FaultPoint): boolean => takes('to', at)
/** Whether it can be known whose session it is. */
export const knowsInbox = (at: FaultPoint): boolean => takes('inbox', at)

/** The points that sessions of a port pass, and at which this can be done. */
export function pointsFor({ tls, auth }: ApiPort, effect: Choice['effect']): readonly FaultPoint[] {
  return faultPoints.filter((at) => {
    if (at === 'STARTTLS') return tls === 'starttls'
    if (at === 'handshake' && tls === 'none') return false
    if ((at === 'AUTH' || at === 'login') && auth === 'off') return false
    // Content can be broken off only, by 421.
    return effect !== 'refuse' || (takes('reply', at) && at !== 'content')
  })
}

/** What is to be set: only what the point knows of is asked for. Whether it can be, the server says. */
export function faultOf(choice: Choice, { name }: ApiPort): Fault {
  const { at, effect, code, seconds, to, times, inbox } = choice
  return {
    at,
    listener: name,
    ...(to.trim() !== '' && knowsRecipients(at) && { to: to.trim() }),
    ...(inbox !== '' && knowsInbox(at) && { inbox }),
    ...(times !== '' && { times: Number(times) }),
    ...(effect === 'refuse' && { reply: { code: Number(code) } }),
    ...(effect === 'delay' && { delayMs: Math.round(Number(seconds) * 1000) }),
    ...((effect === 'fin' || effect === 'rst') && { cut: effect }),
  }
}
