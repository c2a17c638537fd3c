import type { SessionPort, SessionRecord } from '../model/session-record.ts'
import type { Verdict } from '../model/finding.ts'
import { diagnose } from './diagnose.ts'
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
  /** The server's ports, so that a fix can name the one to use instead. Default: those of the sessions. */
  readonly ports?: readonly SessionPort[]
  /** Milliseconds since 1970, for sessions still open; the system's clock unless given. */
  readonly now?: number
}

/** More than a few sessions hide the one that matters. */
const sessionsShown = 5

/**
 * The words of a failed wait: what was expected, what came instead and how it differs, and what the
 * sessions show, those with findings first. Plain text, for an error message.
 */
export function explainMissed(missed: Missed): string {
  const { sessions, earlierSessions = [], now = Date.now() } = missed
  const all = [...earlierSessions, ...sessions]
  const ports = missed.ports ?? [...new Map(all.map(({ port }) => [port.port, port])).values()]
  const judge = (session: SessionRecord): Judged => ({
    session,
    verdict: diagnose(session, { now, ports, earlier: all.filter((other) => isSamePeer(other, session)) }),
  })
  const during = sessions.map(judge)
  const lines = [`Waited ${duration(missed.waitedMs)} for ${missed.expected}.`, ...received(missed)]
  if (during.length === 0) lines.push('No client connected in that time.')
  lines.push(...account('Sessions in that time', during))
  // What happened before the wait explains it only where the wait itself does not.
  if (!during.some((one) => gravityOf(one) > severityRank.note)) {
    lines.push(...account('Sessions shortly before', earlierSessions.map(judge)))
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

function account(heading: string, judged: readonly Judged[]): readonly string[] {
  if (judged.length === 0) return []
  // The gravest first; of equals the latest.
  const ranked = judged.toReversed().sort((a, b) => gravityOf(b) - gravityOf(a))
  const more = ranked.length - sessionsShown
  return [
    `${heading}: ${judged.length}.`,
    ...ranked.slice(0, sessionsShown).flatMap(tell),
    ...(more > 0 ? [`  … and ${more} more.`] : []),
  ]
}

function tell({ session, verdict }: Judged): readonly string[] {
  const by = verdict.client === null ? '' : `, ${verdict.client.label}`
  const lines = [`  port ${session.port.port} (${session.port.name})${by}: ${verdict.summary}`]
  const told = new Set<string>()
  for (const finding of verdict.findings) {
    if (finding.severity === 'note') continue
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

function isSamePeer(other: SessionRecord, session: SessionRecord): boolean {
  return other.id !== session.id && other.remote.host === session.remote.host
}
