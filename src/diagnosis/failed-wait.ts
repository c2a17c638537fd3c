import type { Eventual } from '../base/eventual.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Finding, Verdict } from '../model/finding.ts'
import { faultLines } from './fault-words.ts'
import { clean, duration } from './quote.ts'
import { severityRank } from './severity-rank.ts'
import { findingKey } from './distinct-findings.ts'

/** A wait that ended in vain, as far as its words need it. */
export interface FailedWait {
  /** `a message to "a@b.test"`. */
  readonly expected: string
  readonly waitedMs: number
  /** How many were waited for, and which of them came. */
  readonly count?: number
  readonly matched?: readonly unknown[]
  /** Messages that came and were not it, the nearest first. */
  readonly nearMisses: readonly {
    readonly message: { readonly id: string; readonly origin: { readonly profile: string } }
    readonly subject: string
    readonly differs: readonly string[]
  }[]
  /** Messages that did not match in all; the near misses are the first few of them. */
  readonly otherMessages?: number
  /** Sessions of the time of the wait, oldest first. */
  readonly sessions: readonly SessionRecord[]
  /** The last few before it: a client often fails before its test waits. */
  readonly earlierSessions?: readonly SessionRecord[]
}

/** More than a few sessions hide the one that matters. */
const sessionsShown = 5

/**
 * The words of a failed wait: what was expected, what came instead and how it differs, and what the
 * sessions show, those with findings first. Plain text, for an error message.
 */
export async function explainFailedWait(
  failed: FailedWait,
  verdict: (session: SessionRecord) => Eventual<Verdict>,
): Promise<string> {
  const { sessions, earlierSessions = [] } = failed
  const judged = (all: readonly SessionRecord[]): Promise<Judged[]> =>
    Promise.all(all.map(async (session) => ({ session, verdict: await verdict(session) })))
  const during = await judged(sessions)
  const lines = [`Waited ${duration(failed.waitedMs)} for ${failed.expected}.`, ...received(failed)]
  if (during.length === 0) lines.push('No client connected in that time.')
  lines.push(...account('Sessions in that time', during))
  // What happened before the wait explains it only where the wait itself does not.
  if (!during.some((one) => gravityOf(one) > severityRank.note)) {
    lines.push(...account('Sessions shortly before', await judged(earlierSessions)))
  }
  return lines.join('\n')
}

interface Judged {
  readonly session: SessionRecord
  readonly verdict: Verdict
}

function received({
  count = 1,
  matched = [],
  nearMisses,
  otherMessages = nearMisses.length,
}: FailedWait): readonly string[] {
  const lines: string[] = []
  if (count > 1) lines.push(`${matched.length} of ${count} came.`)
  if (nearMisses.length === 0)
    return [...lines, matched.length > 0 ? 'No other message came.' : 'No message came.']
  lines.push(`${otherMessages} came that ${otherMessages === 1 ? 'does' : 'do'} not match:`)
  for (const { message, subject, differs } of nearMisses) {
    lines.push(`  ${message.id} "${clean(subject, 80)}" on the ${message.origin.profile} port`)
    lines.push(...differs.map((line) => `    ${clean(line, 300)}`))
  }
  return lines
}

function account(heading: string, judged: readonly Judged[]): readonly string[] {
  if (judged.length === 0) return []
  // The gravest first; of equals the latest.
  const ranked = judged.toReversed().sort((a, b) => gravityOf(b) - gravityOf(a))
  const told = new Set<string>()
  const shown: (Judged & { readonly faults: readonly Finding[] })[] = []
  let alike = 0
  for (const one of ranked) {
    // What may be the cause is told where something is missing, though it proves nothing.
    const all = one.verdict.findings.filter(
      ({ severity, confidence }) => severity !== 'note' || confidence === 'ambiguous',
    )
    const faults = all.filter((fault) => !told.has(findingKey(fault)))
    if (all.length > 0 && faults.length === 0) {
      alike++
    } else if (shown.length < sessionsShown) {
      shown.push({ ...one, faults })
      for (const fault of faults) told.add(findingKey(fault))
    }
  }
  return [
    `${heading}: ${judged.length}.`,
    ...shown.flatMap(tell),
    ...rest(judged.length - shown.length, alike),
  ]
}

/** Sessions that are only counted, and which of them say nothing new. */
function rest(count: number, alike: number): readonly string[] {
  if (count === 0) return []
  const which = alike === 0 ? '' : alike === count ? ', all like these' : `, ${alike} of them like these`
  return [`  … and ${count} more${which}.`]
}

function tell({ session, verdict, faults }: Judged & { readonly faults: readonly Finding[] }): string[] {
  const by = verdict.client === null ? '' : `, ${verdict.client.label}`
  const lines = [`  port ${session.port.port} (${session.port.name})${by}: ${verdict.summary}`]
  lines.push(...faultLines(session).map((line) => `    ${line}`))
  const told = new Set<string>()
  for (const finding of faults) {
    lines.push(`    ${finding.saw}`, `    ${finding.why}`, `    Fix: ${finding.fix}`)
    const code = finding.snippets[0]?.code ?? ''
    // Two findings of a session often have the same cure.
    if (!told.has(code)) lines.push(...code.split('\n').map((line) => (line === '' ? '' : `      ${line}`)))
    told.add(code)
    lines.push(`    ${finding.docs}`)
  }
  return lines
}

function gravityOf({ verdict }: Judged): number {
  return Math.max(-1, ...verdict.findings.map((finding) => severityRank[finding.severity]))
}
