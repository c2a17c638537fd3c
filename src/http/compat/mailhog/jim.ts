import { type Fault, type FaultPoint, faultPoints } from '../../../model/fault.ts'
import type { HttpContext } from '../../context.ts'
import { FaultGroup, goField } from '../fault-group.ts'

/** MailHog's monkey as its command starts it, in the order in which it is told. */
const first = {
  DisconnectChance: 0.005,
  AcceptChance: 0.99,
  LinkSpeedAffect: 0.1,
  LinkSpeedMin: 1024,
  LinkSpeedMax: 10_240,
  RejectSenderChance: 0.05,
  RejectRecipientChance: 0.05,
  RejectAuthChance: 0.05,
}

export type Monkey = Readonly<Record<keyof typeof first, number>>

const names = Object.keys(first) as (keyof Monkey)[]

/** So many speeds between the slowest and the fastest stand for all of them. */
const speeds = 4
/** Ten pieces a second flow as a slow line does. */
const everyMs = 100
const mostBytes = 65_536

/** MailHog's Jim: what goes wrong by chance, as faults like any others. */
export class Jim {
  readonly #faults: FaultGroup
  /** The last one there was: it is what comes back. */
  #last: Monkey = first
  #lives = false

  constructor(faults: HttpContext['faults']) {
    this.#faults = new FaultGroup(faults)
  }

  /** null: there is none, or its faults were taken off elsewhere. */
  get monkey(): Monkey | null {
    return this.#lives && !this.#faults.wasTakenOff ? this.#last : null
  }

  release(monkey: Monkey = this.#last): void {
    this.#last = monkey
    this.#lives = true
    this.#faults.replace(faultsOf(monkey))
  }

  remove(): void {
    this.#lives = false
    this.#faults.replace([])
  }
}

/** As Go reads it: what is left out is 0. null: a value is no number. */
export function monkeyOf(body: Readonly<Record<string, unknown>> | null): Monkey | null {
  if (body === null || Array.isArray(body)) return null
  const values = names.map((name) => [name, goField(body, name) ?? 0] as const)
  if (!values.every(([, value]) => typeof value === 'number')) return null
  return Object.fromEntries(values) as unknown as Monkey
}

/** At each point of a session where a client has just been read. */
const reads = faultPoints.filter(
  (at) => !['connect', 'greeting', 'handshake', 'login', 'content', 'kept'].includes(at),
)

function faultsOf(monkey: Monkey): readonly Fault[] {
  return [
    ...withChance(1 - monkey.AcceptChance, { at: 'connect', cut: 'fin' }),
    ...slowLines(monkey),
    ...reads.flatMap((at) => withChance(monkey.DisconnectChance, { at, cut: 'fin' })),
    ...refusal(monkey.RejectSenderChance, 'MAIL', 550, 'Invalid sender'),
    ...refusal(monkey.RejectRecipientChance, 'RCPT', 550, 'Invalid recipient'),
    ...refusal(monkey.RejectAuthChance, 'login', 535, 'Authentication credentials invalid'),
  ]
}

function refusal(chance: number, at: FaultPoint, code: number, text: string): readonly Fault[] {
  return withChance(chance, { at, reply: { code, enhanced: null, text } })
}

/** From 0 to 1, as Jim's chances are. */
function withChance(chance: number, fault: Fault): readonly Fault[] {
  return chance > 0 ? [{ ...fault, probability: Math.min(100, chance * 100) }] : []
}

/** Each speed with its share of the chance; what one has let pass, the next is asked for. */
function slowLines({ LinkSpeedAffect, LinkSpeedMin, LinkSpeedMax }: Monkey): readonly Fault[] {
  const share = Math.min(1, LinkSpeedAffect) / speeds
  return Array.from({ length: speeds }, (_, n) => {
    const perSecond = LinkSpeedMin + ((LinkSpeedMax - LinkSpeedMin) * n) / (speeds - 1)
    const bytes = Math.min(mostBytes, Math.max(1, Math.round((perSecond * everyMs) / 1000)))
    return withChance(share / (1 - share * n), { at: 'connect', pace: { bytes, everyMs } })
  }).flat()
}
