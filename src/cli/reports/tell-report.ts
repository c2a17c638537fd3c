import type { Writable } from 'node:stream'
import { FourportError } from '../../base/errors.ts'
import type { VerifyReport } from '../../model/verify.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import type { Expectation } from '../../verify/expectation.ts'
import { jsonFormat } from '../../verify/reports/json.ts'
import { withoutTranscripts } from '../../verify/reports/transcripts.ts'
import { reportFormats } from '../../verify/reports/formats.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Style, styleFor } from '../print/style.ts'
import { summaryReport } from '../print/verify/summary-report.ts'
import { terminalReport } from '../print/verify/terminal-report.ts'
import { type ExpectOptions, holdAgainst, readExpected } from './expected-report.ts'
import { terminalFormat, type WantedReports } from './wanted-reports.ts'
import { tryWholeFile, writeWholeFile } from './whole-file.ts'

/** How a report is told. */
export interface TellOptions {
  readonly reports: WantedReports
  /** null: it is held against nothing. */
  readonly expect: ExpectOptions | null
  readonly color: ResolvedOptions['color']
  /** `quiet`: only what was asked for, and what is not as it must be. `json`: lines for programs, and no others. */
  readonly output: 'all' | 'quiet' | 'json'
  /** Every check in the terminal, in place of the causes alone. */
  readonly whole: boolean
  /** What was said in failed cells, in JSON too: HTML always has it. */
  readonly transcripts: boolean
}

/** Where it is told. */
export interface Streams {
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean }
}

/** What is asked before the client is run, so that a wrong path costs nobody a minute. */
export interface ReadyToTell {
  readonly expected: Expectation | null
}

/** @throws FourportError REPORT_UNWRITABLE, EXPECTATION_UNREADABLE; OPTION_CONFLICT where two would go to standard output */
export async function readyToTell({ reports, expect, output }: TellOptions): Promise<ReadyToTell> {
  const { stdout } = reports
  if (output === 'json' && stdout !== null) {
    throw new FourportError('OPTION_CONFLICT', `--json and --report ${stdout} both go to standard output.`, {
      help: `Give the report a file: --report ${stdout}=FILE; or leave --json out, which has all of it in its last line.`,
    })
  }
  for (const { path } of reports.files) await tryWholeFile(path)
  const expected = expect === null ? null : await readExpected(expect)
  if (expect !== null && expected === null) await tryWholeFile(expect.file)
  return { expected }
}

/**
 * Writes every report that was asked for, holds it against what was expected, and answers the exit code. Without an
 * expectation a client that is not verified is 1; with one only what changed is: what fails as it did is known.
 *
 * @throws FourportError REPORT_UNWRITABLE, when all others are written
 */
export async function tellReport(
  report: VerifyReport,
  options: TellOptions,
  { expected }: ReadyToTell,
  { stdout, stderr }: Streams,
): Promise<number> {
  const { reports, expect, color, output, whole, transcripts } = options
  const forPrograms = transcripts ? report : withoutTranscripts(report)
  const written = (format: string, style: Style, all: boolean): string =>
    textIn(format, format === jsonFormat.name ? forPrograms : report, style, all)
  const [holding, ...files] = await Promise.allSettled([
    expect === null ? null : holdAgainst(report, expected, expect),
    ...reports.files.map(({ format, path }) =>
      writeWholeFile(path, written(format, styleFor({}, color), true)),
    ),
  ])
  const held = holding.status === 'fulfilled' ? holding.value : null
  const asItMust = held === null ? report.verified : held.asExpected
  const saysNothing = output === 'quiet' && asItMust
  if (output === 'json') {
    if (held !== null) await said(stdout, lines([JSON.stringify({ type: 'expectation', ...held })]))
    await said(stdout, lines([JSON.stringify({ type: 'report', ...forPrograms })]))
  } else {
    const form = reports.stdout ?? (saysNothing ? null : terminalFormat)
    if (form !== null) await said(stdout, written(form, styleFor(stdout, color), whole))
    // Standard output is the report's alone, for a person and for a program.
    if (held !== null && !saysNothing) await said(stderr, lines(held.lines))
  }
  for (const one of [...files, holding]) if (one.status === 'rejected') throw one.reason
  return asItMust ? exitCodes.ok : exitCodes.findings
}

function textIn(format: string, report: VerifyReport, style: Style, whole: boolean): string {
  const found = reportFormats.find(({ name }) => name === format)
  if (found !== undefined) return found.write(report)
  return lines(whole ? terminalReport(report, style) : summaryReport(report, style))
}

function lines(texts: readonly string[]): string {
  return texts.map((line) => `${line}\n`).join('')
}

/** Waits until it is out, or nobody reads any more: a pipe may hold it up, and the process ends after it. */
function said(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => resolve())
  })
}
