import { FourportError } from '../base/errors.ts'
import type { Envelope } from '../model/message.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'
import type { ProfileName } from '../model/port-profile.ts'
import type { MessageQuery } from '../model/query.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import type { Mailbox, WaitOptions } from '../server/mailbox.ts'

/** A message as the matchers need it: one of the server's, or one read over HTTP. */
export interface MessageSubject {
  readonly id: string
  readonly envelope: Envelope
  readonly profile: ProfileName
  readonly port: number
  readonly tls: TlsFacts | null
  parse(): Promise<ParsedMessage>
}

/** Whatever mail can be waited on: a server, an inbox, either of them over HTTP. */
export interface MailboxSubject {
  waitForMessage(query?: MessageQuery, options?: WaitOptions): Promise<MessageSubject>
  expectNoMessage: Mailbox['expectNoMessage']
}

/** Whatever has findings. */
export interface FindingsSubject {
  findings: Mailbox['findings']
}

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

export function asMessage(matcher: string, received: unknown): MessageSubject {
  if (has(received, 'parse') && 'envelope' in (received as object)) return received as MessageSubject
  throw wrongSubject(matcher, 'a message (from waitForMessage or messages)', received)
}

export function asMailbox(matcher: string, received: unknown): MailboxSubject {
  if (has(received, 'waitForMessage', 'expectNoMessage')) return received as MailboxSubject
  throw wrongSubject(matcher, 'a server or an inbox', received)
}

export function asFindings(matcher: string, received: unknown): FindingsSubject {
  if (has(received, 'findings')) return received as FindingsSubject
  throw wrongSubject(matcher, 'a server or an inbox', received)
}
