import { FourportError } from '../base/errors.ts'
import type { Finding } from '../model/finding.ts'
import type { MessageQuery } from '../model/query.ts'
import type { WaitOptions } from '../server/mailbox.ts'
import { oneOf } from '../base/fields.ts'
import { checkWaitOptions } from '../base/wait-options.ts'
import { readFields } from './expectation.ts'
import type { FindingsExpectation, MatcherContext, MatcherResult } from './matcher-types.ts'
import { asFindings, asMailbox } from './subjects.ts'
import { verdictOf } from './verdict-of.ts'

const rank: Readonly<Record<Finding['severity'], number>> = { note: 0, warning: 1, error: 2 }
const kinds = { atLeast: oneOf(Object.keys(rank)) }

/** Only these two are answers; anything else (a bad query, a closed server) is an error of the test itself. */
async function failureOf(
  attempt: Promise<unknown>,
  code: 'WAIT_TIMEOUT' | 'UNEXPECTED_MESSAGE',
): Promise<string | null> {
  try {
    await attempt
    return null
  } catch (error) {
    if (error instanceof FourportError && error.code === code) return error.message
    throw error
  }
}

export async function toHaveReceivedMessage(
  this: MatcherContext | void,
  received: unknown,
  query: MessageQuery = {},
  options: WaitOptions = {},
): Promise<MatcherResult> {
  const mailbox = asMailbox('toHaveReceivedMessage', received)
  checkWaitOptions('toHaveReceivedMessage', options)
  // oxlint-disable-next-line oxc/no-this-in-exported-function -- runners hand `isNot` to a matcher this way
  if (this?.isNot) {
    const { timeoutMs: withinMs, ...rest } = options
    const watch = mailbox.expectNoMessage(query, { ...rest, ...(withinMs !== undefined && { withinMs }) })
    const unexpected = await failureOf(watch, 'UNEXPECTED_MESSAGE')
    return { pass: unexpected !== null, message: () => unexpected ?? '' }
  }
  const missed = await failureOf(mailbox.waitForMessage(query, options), 'WAIT_TIMEOUT')
  return { pass: missed === null, message: () => missed ?? '' }
}

export async function toHaveNoFindings(
  received: unknown,
  expectation: FindingsExpectation = {},
): Promise<MatcherResult> {
  const subject = asFindings('toHaveNoFindings', received)
  const { atLeast = 'warning' } = readFields(
    'toHaveNoFindings',
    expectation,
    kinds,
    "fields such as { atLeast: 'error' }",
  )
  const findings = (await subject.findings()).filter((finding) => rank[finding.severity] >= rank[atLeast])
  const list = findings.map(
    ({ severity, id, port, saw, why, fix }) =>
      `\n  ${severity} ${id} on port ${port}: ${saw} ${why}\n    ${fix}`,
  )
  return verdictOf(findings.length === 0, 'the sessions', 'have no findings', list.join('') || 'none')
}
