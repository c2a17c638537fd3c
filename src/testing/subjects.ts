import { FourportError } from '../base/errors.ts'
import type { Mailbox, Message } from '../model/mailbox.ts'
import type { VerifyReport } from '../model/verify.ts'

function has(value: unknown, ...methods: string[]): boolean {
  if (typeof value !== 'object' || value === null) return false
  return methods.every((name) => typeof (value as Record<string, unknown>)[name] === 'function')
}

function wrongSubject(matcher: string, expected: string, received: unknown): FourportError {
  const got =
    received === null ? 'null' : Array.isArray(received) ? 'an array' : `a value of type ${typeof received}`
  const awaited = received instanceof Promise ? ' It is a promise: await it first.' : ''
  return new FourportError(
    'MATCHER_SUBJECT',
    `${matcher} works on ${expected}; expect() was given ${got}.${awaited}`,
  )
}

export function asMessage(matcher: string, received: unknown): Message {
  if (has(received, 'parse') && 'envelope' in (received as object)) return received as Message
  throw wrongSubject(matcher, 'a message (from waitForMessage or messages)', received)
}

export function asMailbox(
  matcher: string,
  received: unknown,
): Pick<Mailbox, 'waitForMessage' | 'expectNoMessage'> {
  if (has(received, 'waitForMessage', 'expectNoMessage'))
    return received as Pick<Mailbox, 'waitForMessage' | 'expectNoMessage'>
  throw wrongSubject(matcher, 'a server or an inbox', received)
}

export function asFindings(matcher: string, received: unknown): Pick<Mailbox, 'findings'> {
  if (has(received, 'findings')) return received as Pick<Mailbox, 'findings'>
  throw wrongSubject(matcher, 'a server or an inbox', received)
}

export function asReport(matcher: string, received: unknown): VerifyReport {
  if (typeof received === 'object' && received !== null && 'verified' in received && 'cells' in received)
    return received as VerifyReport
  throw wrongSubject(matcher, 'a report (from verifyClient)', received)
}
