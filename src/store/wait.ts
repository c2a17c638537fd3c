import { FourportError } from '../base/errors.ts'
import { shown } from '../base/fields.ts'
import { checkCount, milliseconds } from '../base/wait-options.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { collect } from './collect.ts'
import { findNearMisses, type MailSource, type WaitView } from './near-misses.ts'
import { type CompiledQuery, compileQuery } from './query.ts'
import {
  explainPlainly,
  type ExplainWait,
  type FailedWait,
  UnexpectedMessageError,
  WaitTimeoutError,
} from './wait-errors.ts'
import { WaitSessions } from './wait-sessions.ts'

export type { WaitView } from './near-misses.ts'
export type { ExplainWait } from './wait-errors.ts'

export interface WaitOptions {
  /** How many messages; default 1. */
  readonly count?: number
  /** Milliseconds; Infinity waits for good. 0 takes only what is there. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Sessions still open, for the account of a failed wait. */
  readonly openSessions?: (() => readonly SessionRecord[]) | undefined
  /** What can match at all, where that is not everything: other mail is no near miss. */
  readonly view?: WaitView | undefined
  /** Words for a failed wait; default plain ones. */
  readonly explain?: ExplainWait | undefined
}

export interface QuietOptions {
  readonly withinMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * The oldest `count` messages that match: at once where they are there, else as soon as they come. By event, never by polling.
 * @throws WaitTimeoutError (WAIT_TIMEOUT) with what came instead; FourportError QUERY_INVALID, OPTION_INVALID; the signal's reason
 */
export async function waitForMessages(
  source: MailSource,
  query: unknown,
  options: WaitOptions,
): Promise<CapturedMessage[]> {
  const { store, reader } = source
  const { count = 1, timeoutMs, signal } = options
  const compiled = compileQuery(query, reader, store.labels)
  checkCount(count)
  checkMs('timeoutMs', timeoutMs)
  const startedAt = performance.now()
  const { view } = options
  const sees = view?.sees ?? (() => true)
  const sessions = new WaitSessions(store, sees)
  const { matched, others } = await collect(source, compiled, { count, timeoutMs, signal })
  if (matched.length >= count) return [...matched]
  const failed: FailedWait = {
    expected: inWords(count, compiled),
    count,
    matched,
    waitedMs: Math.round(performance.now() - startedAt),
    ...(await findNearMisses(source, compiled, others, view)),
    ...(await sessions.account(options.openSessions?.() ?? [])),
  }
  throw new WaitTimeoutError(failed, await (options.explain ?? explainPlainly)(failed))
}

/**
 * Resolves when `withinMs` have passed without a matching message, none that was there before included.
 * @throws UnexpectedMessageError (UNEXPECTED_MESSAGE) at once when there is one; FourportError QUERY_INVALID, OPTION_INVALID
 */
export async function expectNoMessage(
  source: MailSource,
  query: unknown,
  options: QuietOptions,
): Promise<void> {
  const { reader, store } = source
  const compiled = compileQuery(query, reader, store.labels)
  checkMs('withinMs', options.withinMs)
  const { withinMs: timeoutMs, signal } = options
  const [received] = (await collect(source, compiled, { count: 1, timeoutMs, signal })).matched
  if (!received) return
  const subject = (await reader.subject(received)).slice(0, 120)
  throw new UnexpectedMessageError(
    `Expected no message${describe(compiled)}, but ${received.id} came on the ${received.origin.profile} port: ` +
      `${JSON.stringify(subject)} from ${JSON.stringify(received.envelope.mailFrom)} ` +
      `to ${received.envelope.rcptTo
        .slice(0, 3)
        .map((address) => JSON.stringify(address))
        .join(', ')}.`,
    received,
  )
}

function inWords(count: number, query: CompiledQuery): string {
  return `${count === 1 ? 'a message' : `${count} messages`}${describe(query)}`
}

/** ` to "a@b.test"`, or nothing where any message would do. */
function describe(query: CompiledQuery): string {
  const words = query.inWords()
  return words === 'any message' ? '' : ` ${words}`
}

function checkMs(name: string, value: unknown): void {
  if (milliseconds.fits(value)) return
  throw new FourportError(
    'OPTION_INVALID',
    `${name} is ${shown(value)}; expected ${milliseconds.expected}.`,
    {
      help: `Write, for example: { ${name}: 2000 }.`,
    },
  )
}
