import { messageOf, systemCode } from '../base/errors.ts'
import type { WaitOptions } from '../model/mailbox.ts'
import type { MessageQuery } from '../model/query.ts'
import { choice } from '../base/kinds/scalars.ts'
import { since } from '../base/finding-match.ts'
import { checkWaitOptions, milliseconds } from '../base/wait-options.ts'
import { severityRank } from '../diagnosis/severity-rank.ts'
import { times, distinctFindings } from '../diagnosis/distinct-findings.ts'
import { readFields } from './expectation.ts'
import type { FindingsExpectation, MatcherContext, MatcherResult } from './matcher-types.ts'
import { asFindings, asMailbox } from './subjects.ts'
import { verdictOf } from './verdict-of.ts'

const kinds = { atLeast: choice(Object.keys(severityRank)), since, withinMs: milliseconds }

/** Only these two are answers; anything else (a bad query, a closed server) is an error of the test itself. */
async function failureOf(
  attempt: Promise<unknown>,
  code: 'WAIT_TIMEOUT' | 'UNEXPECTED_MESSAGE',
): Promise<string | null> {
  try {
    await attempt
    return null
  } catch (error) {
    // By its code: under Jest the server may be one of the ES modules, and these matchers those that Jest has required.
    if (systemCode(error) === code) return messageOf(error)
    throw error
  }
}

export async function toHaveReceivedMessage(
  this: MatcherContext | void,
  received: unknown,
  query: MessageQuery = {},
  options: WaitOptions = {},
): Promise<MatcherResult> {
  const name = 'toHaveReceivedMessage'
  const mailbox = asMailbox(name, received)
  checkWaitOptions(name, options)
  // oxlint-disable-next-line oxc/no-this-in-exported-function -- runners hand `isNot` to a matcher this way
  if (this?.isNot) {
    const { timeoutMs: withinMs, ...rest } = options
    const watch = mailbox.expectNoMessage(query, { ...rest, ...(withinMs !== undefined && { withinMs }) })
    const unexpected = await failureOf(watch, 'UNEXPECTED_MESSAGE')
    return { name, pass: unexpected !== null, message: () => unexpected ?? '' }
  }
  const missed = await failureOf(mailbox.waitForMessage(query, options), 'WAIT_TIMEOUT')
  return { name, pass: missed === null, message: () => missed ?? '' }
}

export async function toHaveNoFindings(
  received: unknown,
  expectation: FindingsExpectation = {},
): Promise<MatcherResult> {
  const subject = asFindings('toHaveNoFindings', received)
  const {
    atLeast = 'warning',
    since: from,
    withinMs,
  } = readFields('toHaveNoFindings', expectation, kinds, "fields such as { atLeast: 'error' }")
  const all = await subject.findings(
    from === undefined ? {} : { since: from },
    withinMs === undefined ? {} : { withinMs },
  )
  const findings = all.filter(({ severity }) => severityRank[severity] >= severityRank[atLeast])
  const list = distinctFindings(findings).map(
    ({ finding: { severity, id, port, saw, why, fix, docs }, count }) =>
      `\n  ${severity} ${id} on port ${port}: ${saw} ${why}${times(count)}\n    ${fix}\n    ${docs}`,
  )
  return verdictOf({
    name: 'toHaveNoFindings',
    pass: findings.length === 0,
    subject: 'the sessions',
    claim: 'have no findings',
    received: list.join('') || 'none',
    expected: [],
    actual: findings.map(({ severity, id, port }) => ({ severity, id, port })),
  })
}
