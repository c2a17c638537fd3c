import type { SessionRecord } from '../model/session-record.ts'
import { diagnose, type DiagnosisContext } from './diagnose.ts'
import { clean, duration } from './quote.ts'
import { severityRank } from './catalogue.ts'

/** A wait that ended in vain, as far as its words need it. */
export interface Missed {
  /** `a message to "a@b.test"`. */
  readonly expected: string
  readonly waitedMs: number
  /** How many were waited for, and which of them came. */
  readonly count?: number
  readonly matched?: readonly unknown[]
  /** Messages that came and were not it, the nearest first. */
  readonly nearMisses: readonly {
    readonly message: { readonly id: string; readonly profile: string }
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
export function explainMissed(missed: Missed): string {
  const { sessions, earlierSessions = [] } = missed
  const all = [...earlierSessions, ...sessions]
  const lines = [`Waited ${duration(missed.waitedMs)} for ${missed.expected}.`, ...received(missed)]
  lines.push(...account('Sessions in that time', 'No client connected in that time.', sessions, all))
  // What happened before the wait explains it only where the wait itself does not.
  const told = sessions.some((session) => severityOf(session, all) > severityRank.note)
  if (!told && earlierSessions.length > 0)
    lines.push(...account('Sessions shortly before', null, earlierSessions, all))
  return lines.join('\n')
}

function received({
  count = 1,
  matched = [],
  nearMisses,
  otherMessages = nearMisses.length,
}: Missed): readonly string[] {
  const lines: string[] = []
  if (count > 1) lines.push(`${matched.length} of ${count} came.`)
  if (nearMisses.length === 0)
    return [...lines, matched.length > 0 ? 'No other message came.' : 'No message came.']
  lines.push(`${otherMessages} came that ${otherMessages === 1 ? 'does' : 'do'} not match:`)
  for (const { message, subject, differs } of nearMisses) {
    lines.push(`  ${message.id} "${clean(subject, 80)}" on the ${message.profile} port`)
    lines.push(...differs.map((line) => `    ${clean(line, 300)}`))
  }
  return lines
}

function account(
  heading: string,
  none: string | null,
  sessions: readonly SessionRecord[],
  all: readonly SessionRecord[],
): readonly string[] {
  if (sessions.length === 0) return none === null ? [] : [none]
  const ranked = sessions
    .map((session) => ({ session, severity: severityOf(session, all) }))
    // The gravest first; of equals the latest.
    .toReversed()
    .sort((a, b) => b.severity - a.severity)
  const lines = [`${heading}: ${sessions.length}.`]
  for (const { session } of ranked.slice(0, sessionsShown)) lines.push(...tell(session, all))
  const more = ranked.length - sessionsShown
  if (more > 0) lines.push(`  … and ${more} more.`)
  return lines
}

function tell(session: SessionRecord, all: readonly SessionRecord[]): readonly string[] {
  const verdict = diagnose(session, contextOf(session, all))
  const by = verdict.client === null ? '' : `, ${verdict.client.label}`
  const lines = [`  port ${session.port.port} (${session.port.profile})${by}: ${verdict.summary}`]
  for (const finding of verdict.findings) {
    if (finding.severity === 'note') continue
    lines.push(`    ${finding.saw}`, `    ${finding.why}`, `    Fix: ${finding.fix}`)
    const [snippet] = finding.snippets
    if (snippet !== undefined)
      lines.push(...snippet.code.split('\n').map((line) => (line === '' ? '' : `      ${line}`)))
    lines.push(`    ${finding.docs}`)
  }
  return lines
}

function severityOf(session: SessionRecord, all: readonly SessionRecord[]): number {
  const { findings } = diagnose(session, contextOf(session, all))
  return Math.max(-1, ...findings.map((finding) => severityRank[finding.severity]))
}

function contextOf(session: SessionRecord, all: readonly SessionRecord[]): DiagnosisContext {
  return {
    earlier: all.filter((other) => other.id !== session.id && other.remote.host === session.remote.host),
  }
}
