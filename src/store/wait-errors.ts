import type { Eventual } from '../base/eventual.ts'
import { FourportError } from '../base/errors.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { some } from './criterion.ts'

/** A message that was there or came, and was not the one waited for. */
export interface NearMiss {
  readonly message: CapturedMessage
  /** Decoded. */
  readonly subject: string
  /** One line for each condition it fails: `to: expected "a@b.test", got "b@b.test"`. */
  readonly differs: readonly string[]
}

/** All that is known of a wait that ended in vain. */
export interface FailedWait {
  /** `a message to "a@b.test"`, `3 messages to …`. */
  readonly expected: string
  /** How many were waited for, and those of them that came. */
  readonly count: number
  readonly matched: readonly CapturedMessage[]
  readonly waitedMs: number
  /** The nearest first, few. */
  readonly nearMisses: readonly NearMiss[]
  /** Messages that did not match, near or not, as far as they were looked at. */
  readonly otherMessages: number
  /** Out of the waiter's view, but nobody else's either, newest first: perhaps sent to a wrong address. */
  readonly strays: readonly CapturedMessage[]
  /** Closed since the wait began, oldest first, then those still open. */
  readonly sessions: readonly SessionRecord[]
  /** The last few that had closed before it, oldest first: a client often fails before its test waits. */
  readonly earlierSessions: readonly SessionRecord[]
}

/** Puts a failed wait into words. */
export type ExplainWait = (failed: FailedWait) => Eventual<string>

/** The time of a wait was up. Its text says what was expected and what came instead. */
export class WaitTimeoutError extends FourportError implements FailedWait {
  override readonly name: string = 'WaitTimeoutError'
  readonly expected: string
  readonly count: number
  readonly matched: readonly CapturedMessage[]
  readonly waitedMs: number
  readonly nearMisses: readonly NearMiss[]
  readonly otherMessages: number
  readonly strays: readonly CapturedMessage[]
  readonly sessions: readonly SessionRecord[]
  readonly earlierSessions: readonly SessionRecord[]

  constructor(failed: FailedWait, account: string) {
    super('WAIT_TIMEOUT', [account, ...tellStrays(failed.strays)].join('\n'))
    this.expected = failed.expected
    this.count = failed.count
    this.matched = failed.matched
    this.waitedMs = failed.waitedMs
    this.nearMisses = failed.nearMisses
    this.otherMessages = failed.otherMessages
    this.strays = failed.strays
    this.sessions = failed.sessions
    this.earlierSessions = failed.earlierSessions
  }
}

/** A message came that should not have. */
export class UnexpectedMessageError extends FourportError {
  override readonly name: string = 'UnexpectedMessageError'
  readonly received: CapturedMessage

  constructor(text: string, received: CapturedMessage) {
    super('UNEXPECTED_MESSAGE', text)
    this.received = received
  }
}

/** The plain words: what came, line by line, without a diagnosis. */
export function explainPlainly(failed: FailedWait): string {
  const lines = [`Waited ${failed.waitedMs} ms for ${failed.expected}.`]
  if (failed.count > 1) lines.push(`${failed.matched.length} of ${failed.count} came.`)
  if (failed.nearMisses.length === 0) {
    lines.push(failed.matched.length > 0 ? 'No other message came.' : 'No message came.')
  } else {
    lines.push(`${failed.otherMessages} came that did not match:`)
    for (const { message, subject, differs } of failed.nearMisses) {
      lines.push(
        `  ${message.id} ${JSON.stringify(subject.slice(0, 80))} on the ${message.origin.profile} port`,
      )
      for (const line of differs) lines.push(`    ${line}`)
    }
  }
  const count = failed.sessions.length
  lines.push(count === 0 ? 'No client connected in that time.' : `Sessions in that time: ${count}.`)
  for (const session of failed.sessions.slice(-5)) {
    const how = session.close ? `closed by the ${session.close.by}` : 'still open'
    lines.push(`  ${session.id} on port ${session.port.port} (${session.port.profile}): ${how}`)
  }
  return lines.join('\n')
}

/** One line, however many: in tests that run at the same time, most are none of this one's business. */
function tellStrays([latest, ...more]: readonly CapturedMessage[]): readonly string[] {
  if (latest === undefined) return []
  const [count, which] =
    more.length === 0 ? ['1 message', ''] : [`${more.length + 1} messages`, 'the latest ']
  return [`${count} came for no inbox, ${which}to ${some(latest.envelope.rcptTo)} (${latest.id}).`]
}
