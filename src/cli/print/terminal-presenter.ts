import type { Verdict } from '../../model/finding.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { isOfScan } from '../../diagnosis/scans.ts'
import { faultLines } from '../../diagnosis/fault-words.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { packageVersion } from '../../server/version.ts'
import { board, warningLines } from './board.ts'
import { failureText } from './failure.ts'
import { findingLines } from './finding-lines.ts'
import { HeldScans, type Scan } from './held-scans.ts'
import type { LineWriter } from './line-writer.ts'
import type { RunOutcome, Presenter } from './presenter.ts'
import { severityMark, worst } from './severity.ts'
import type { Style } from './style.ts'
import { cut, visible, wrapAll } from './visible.ts'

const indent = ' '.repeat(6)

/** For people: the board, then a line for each message and session as it comes. */
export function terminalPresenter(out: LineWriter, options: ResolvedOptions, style: Style): Presenter {
  let page: string | null = null
  const scans = new HeldScans((scan) => {
    if (!options.quiet) out.line(scanLine(scan, style))
  })
  return {
    ready(server) {
      page = server.http?.url ?? null
      if (options.quiet)
        for (const warning of server.warnings) for (const line of warningLines(warning, style)) out.line(line)
      else for (const line of board(server, options, packageVersion(), style)) out.line(line)
      if (options.as === 'mailpit' && page !== null && !options.quiet) out.line(mailpitReady(page))
    },
    message(message, subject) {
      if (!options.quiet) out.line(messageLine(message, subject, style))
    },
    session(session, verdict) {
      if (isOfScan(verdict)) return scans.add(session)
      const bad = verdict.findings.some(({ severity }) => severity !== 'note')
      if (options.quiet && !bad) return
      const lines = sessionLines(session, verdict, style)
      for (const line of faultLines(session)) lines.push(...hanging(line, '·', style))
      for (const line of findingLines(verdict.findings, style)) lines.push(line)
      if (bad && page !== null)
        lines.push(`${indent}${style.dim(`The whole session: ${page}#/sessions/${session.id}`)}`, '')
      out.lines(lines)
    },
    tlsClient({ clientHello }, verdict) {
      if (clientHello?.ja4 === undefined || isOfScan(verdict)) return
      const { tlsLibrary } = verdict
      const library = tlsLibrary === null ? 'unknown' : tlsLibrary.label
      out.line(`${indent}${style.dim(`TLS library of the client: ${visible(library)}`)}`)
      out.line(`${indent}${style.dim(`JA4    ${visible(clientHello.ja4)}`)}`)
      out.line(`${indent}${style.dim(`JA4_r  ${visible(clientHello.ja4r ?? '')}`)}`)
    },
    flush: () => scans.flush(),
    error: (error) => out.line(failureText(error, style.enabled ? 'auto' : 'never')),
    stopping: (signal) => {
      if (!options.quiet) out.line(`\n  ${style.dim(`${signal}: stopping; a second one ends it at once.`)}`)
    },
    stopped(outcome) {
      scans.flush()
      if (!options.quiet || outcome.exitCode !== 0) out.line(stoppedLine(outcome, options, style))
    },
  }
}

/** The line of Mailpit that some test suites wait for, Quarkus Mailpit among them. */
function mailpitReady(page: string): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')
  return `time="${time}" level=info msg="[http] accessible via ${page}"`
}

function messageLine(message: CapturedMessage, sent: string, style: Style): string {
  const more = message.envelope.rcptTo.length - 1
  const to = `${visible(message.envelope.rcptTo[0] ?? '')}${more > 0 ? ` +${more}` : ''}`
  const from = visible(message.envelope.mailFrom) || '<>'
  const room = style.columns - beforeSummary
  const route = cut(`${from} → ${to}`, room)
  const rest = room - route.length
  const subject = visible(sent)
  return `${stamp(message.receivedAt, message.origin.port, style)}${style.green('✉')} ${route}${rest > 8 && subject ? `  ${style.dim(cut(subject, rest - 2))}` : ''}`
}

/** Time, port and mark, and a column that is left free. */
const beforeSummary = 22

/** What it came to is never cut: it is what people read first. */
function sessionLines(session: SessionRecord, verdict: Verdict, style: Style): string[] {
  const paint = verdict.outcome === 'findings' ? asItIs : style.dim
  return summaryLines(verdict.summary, style.columns - beforeSummary).map((line, index) =>
    index === 0
      ? `${stamp(endedAtMs(session), session.port.port, style)}${mark(verdict, style)} ${paint(line)}`
      : `${' '.repeat(beforeSummary - 1)}${paint(line)}`,
  )
}

let lastSummary = ''
let lastColumns = 0
let lastLines: readonly string[] = []

/** A program that sends the same mail again and again has the same said of it. */
function summaryLines(summary: string, columns: number): readonly string[] {
  if (summary !== lastSummary || columns !== lastColumns) {
    lastLines = wrapAll(visible(summary), columns)
    lastSummary = summary
    lastColumns = columns
  }
  return lastLines
}

const asItIs = (text: string): string => text

function scanLine({ sessions, last }: Scan, style: Style): string {
  const text = `Probe: a scan, ${sessions === 1 ? '1 session' : `${sessions} sessions`} from ${last.remote.host}`
  return `${stamp(endedAtMs(last), last.port.port, style)}${style.dim(`· ${cut(text, style.columns - beforeSummary)}`)}`
}

/** A sentence under the line of its session. */
function hanging(text: string, mark: string, { columns, dim }: Style): string[] {
  return wrapAll(visible(text), columns - indent.length - 2).map(
    (line, index) => `${indent}${dim(`${index === 0 ? mark : ' '} ${line}`)}`,
  )
}

function mark({ outcome, findings }: Verdict, style: Style): string {
  if (outcome === 'ok') return style.green('✓')
  return outcome === 'findings' ? severityMark(worst(findings), style) : style.dim('·')
}

function stamp(atMs: number, port: number, style: Style): string {
  return `  ${style.dim(timeOfDay(atMs))}  ${style.cyan(String(port).padEnd(5))}  `
}

let lastStart = ''
let lastStartMs = 0

/** Many sessions begin in the second of the one before, and V8 parses a time slowly. */
function endedAtMs({ startedAt, durationMs }: SessionRecord): number {
  const start = startedAt.slice(0, secondsEnd)
  if (start !== lastStart) {
    lastStart = start
    lastStartMs = Date.parse(`${start}Z`)
  }
  return lastStartMs + Number(startedAt.slice(secondsEnd + 1, -1)) + (durationMs ?? 0)
}

/** Where the seconds of `2026-01-31T09:30:00.125Z` end. */
const secondsEnd = 19

let lastSecond = -1
let lastTime = ''

/** Many lines have the same second, and most of them the second of the line before. */
function timeOfDay(atMs: number): string {
  const second = Math.floor(atMs / 1000)
  if (second === lastSecond) return lastTime
  const at = new Date(atMs)
  const two = (number: number): string => String(number).padStart(2, '0')
  lastSecond = second
  lastTime = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
  return lastTime
}

function stoppedLine(
  { messages, sessions, findings, droppedLines, exitCode }: RunOutcome,
  options: ResolvedOptions,
  style: Style,
): string {
  const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
  const parts = [
    counted(messages, 'message'),
    counted(sessions, 'session'),
    ...(findings.error > 0 ? [style.red(counted(findings.error, 'error'))] : []),
    ...(findings.warning > 0 ? [style.yellow(counted(findings.warning, 'warning'))] : []),
    ...(droppedLines > 0 ? [`${counted(droppedLines, 'line')} left out for a slow reader`] : []),
  ]
  return `  ${parts.join(', ')}${exitCode === 0 ? '' : `; exit ${exitCode} for --fail-on ${options.failOn}`}`
}
