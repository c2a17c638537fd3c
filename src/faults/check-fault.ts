import { FourportError } from '../base/errors.ts'
import { checkFields, type FieldKind, shown } from '../base/fields.ts'
import { choice } from '../base/kinds/scalars.ts'
import { byUsualNumber } from '../model/port-profile.ts'
import { type Fault, faultPoints, type FaultReply } from '../model/fault.ts'
import { ehloKinds, faultKinds, paceKinds, replyKinds } from './fault-kinds.ts'
import { fieldPoints, goodCodesAt, hasEnhancedCode, isRefusal } from './field-points.ts'

/** What a fault may name. */
export interface FaultNames {
  /** Names of listeners, and of their profiles. */
  readonly listeners: readonly string[]
  /** Whether there is an inbox of this id. */
  readonly hasInbox: (id: string) => boolean
}

const effects = [
  'delayMs',
  'pace',
  'reply',
  'injected',
  'ehlo',
  'tls',
  'cut',
] as const satisfies readonly (keyof Fault)[]

/**
 * A fault as it may come from anywhere, as one that can be relied on: one that never fires makes a test pass for nothing.
 *
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID
 */
export function checkFault(given: unknown, { listeners, hasInbox }: FaultNames): Fault {
  const inbox: FieldKind = {
    fits: (value) => typeof value === 'string' && hasInbox(value),
    expected: 'the id of an existing inbox',
  }
  const kinds = { ...faultKinds, listener: choice(listeners), inbox }
  const fault = withListener(given) as Fault
  checkFields(fault, {
    owner: 'fault',
    kinds,
    example: 'a fault such as { at: "RCPT", reply: { code: 451 } }',
  })
  if (fault.at === undefined) throw invalid(`fault: at is left out; expected ${faultKinds.at.expected}.`)
  checkParts(fault)
  if (effects.every((field) => fault[field] === undefined)) {
    const last = effects.at(-1)
    throw invalid(
      `fault: ${shown(given)} does nothing; expected ${effects.slice(0, -1).join(', ')} or ${last}.`,
    )
  }
  checkPoint(fault)
  checkTogether(fault)
  return fault
}

/** The listener by its name, where it was called by the usual number of its profile. */
function withListener(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || !('listener' in given)) return given
  const listener = byUsualNumber(given.listener)
  return listener === given.listener ? given : { ...given, listener }
}

/** Objects within a fault, each field by itself. */
function checkParts({ at, pace, reply, ehlo }: Fault): void {
  if (reply !== undefined) {
    checkFields(reply, { owner: 'fault reply', kinds: replyKinds, example: 'a reply such as { code: 451 }' })
    checkReply(at, reply)
  }
  if (pace !== undefined) {
    const example = 'a pace such as { bytes: 1, everyMs: 10 }'
    checkFields(pace, { owner: 'fault pace', kinds: paceKinds, example })
    for (const field of ['bytes', 'everyMs'] as const) {
      if (pace[field] === undefined)
        throw invalid(`fault pace: ${field} is left out; expected ${paceKinds[field].expected}.`)
    }
  }
  if (ehlo !== undefined) {
    const example = "an answer such as { drop: ['STARTTLS'] }"
    checkFields(ehlo, { owner: 'fault ehlo', kinds: ehloKinds, example })
    if (Object.values(ehlo).every((value) => value === undefined))
      throw invalid(`fault ehlo: ${shown(ehlo)} changes nothing; expected drop, add or lowerCase.`)
  }
}

function checkReply(at: Fault['at'], { code, enhanced }: FaultReply): void {
  if (code === undefined)
    throw invalid(`fault reply: code is left out; expected ${replyKinds.code.expected}.`)
  const good = goodCodesAt(at)
  const fits = isRefusal({ code })
    ? at !== 'content' || code === 421
    : good && code >= good[0] && code <= good[1]
  if (!fits) {
    const expected = good === null ? '421' : `${good[0]} to ${good[1]}, or a refusal, 400 to 599`
    throw invalid(`fault reply: code is ${code} at ${at}; expected ${expected}.`)
  }
  if (typeof enhanced !== 'string') return
  if (!hasEnhancedCode(at, code))
    throw invalid(
      `fault reply: enhanced is ${shown(enhanced)} where there is none, with ${code} at ${at} (RFC 2034 §3); leave it out.`,
    )
  if (!enhanced.startsWith(String(code).charAt(0)))
    throw invalid(
      `fault reply: enhanced is ${shown(enhanced)} with the code ${code}; expected one of the same class, as "${String(code)[0]}.0.0" (RFC 3463 §2).`,
    )
}

/** Each field where it can be met, or done. */
function checkPoint(fault: Fault): void {
  for (const field of Object.keys(fieldPoints) as (keyof typeof fieldPoints)[]) {
    const fits = fieldPoints[field]
    if (fault[field] === undefined || fits === undefined || fits(fault.at)) continue
    const there = faultPoints.filter(fits).join(', ')
    const lack = effects.includes(field as (typeof effects)[number]) ? 'can do nothing' : 'is not known'
    throw invalid(`fault: ${field} ${lack} at ${fault.at}; expected one of ${there} as at.`)
  }
}

/** Fields that rule each other out. */
function checkTogether({ at, reply, injected, ehlo, tls, per, times, skip }: Fault): void {
  if (per !== undefined && times === undefined && skip === undefined)
    throw invalid('fault: per has nothing to count; give times or skip with it.')
  if (injected !== undefined && reply === undefined && at !== 'STARTTLS')
    throw invalid(`fault: injected needs a reply to follow at ${at}; give a reply with it.`)
  if (reply === undefined || !isRefusal(reply)) return
  const [field] = Object.entries({ ehlo, tls }).find(([, value]) => value !== undefined) ?? []
  if (field !== undefined)
    throw invalid(`fault: ${field} never comes after the refusal ${reply.code}; leave one of them out.`)
}

function invalid(words: string): FourportError {
  return new FourportError('OPTION_INVALID', words, {
    help: "Write, for example: { at: 'RCPT', reply: { code: 451 }, times: 2 }; docs/library.md, “Faults”, has every field.",
  })
}
