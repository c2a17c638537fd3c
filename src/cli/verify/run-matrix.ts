import { dirname, resolve } from 'node:path'
import { FourportError, messageOf } from '../../base/errors.ts'
import { readSmallFile } from '../../base/read-small-file.ts'
import type { MatrixReport } from '../../model/verify-matrix.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import type { MatrixClient } from '../../verify/matrix/matrix-client.ts'
import { matrixFormats } from '../../verify/matrix/matrix-formats.ts'
import { onlyThese } from '../../verify/matrix/only-these.ts'
import { readMatrix } from '../../verify/matrix/read-matrix.ts'
import { type MatrixProgress, runMatrix } from '../../verify/matrix/run-matrix.ts'
import { withoutTranscript, withoutTranscripts } from '../../verify/reports/transcripts.ts'
import { verifyTable } from '../../verify/verify-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { styleFor } from '../print/style.ts'
import { matrixLines } from '../print/verify/matrix-lines.ts'
import { trySite, writeSite } from '../reports/write-site.ts'
import { siteFiles } from '../../verify/site/site.ts'
import { tryWholeFile, writeWholeFile } from '../reports/whole-file.ts'
import { nextSignal, signalExitCode } from '../signals.ts'
import { matrixProgressOn } from './matrix-progress.ts'
import type { MatrixRequest } from './read-matrix-arguments.ts'

/** `fourport verify --matrix FILE`. @returns the exit code */
export async function runMatrixCommand(request: MatrixRequest, shared: ResolvedOptions): Promise<number> {
  refuseTwoOutputs(request, shared)
  const clients = clientsOf(request, shared)
  for (const { path } of request.reports.files) await tryWholeFile(path)
  if (request.site !== null) await trySite(request.site)
  const stopped = nextSignal()
  const stop = new AbortController()
  void stopped.then((name) => stop.abort(new Error(name)))
  const quiet = shared.quiet || shared.json
  const progress = quiet
    ? null
    : matrixProgressOn(process.stderr, styleFor(process.stderr, shared.color), clients.length)
  const transcripts = request.overrides.transcripts ?? false
  try {
    const report = await runMatrix(clients, {
      jobs: request.jobs,
      parallel: request.overrides.parallel ?? verifyTable.parallel.fallback ?? 1,
      signal: stop.signal,
      onProgress: (told) => {
        progress?.tell(told)
        if (shared.json) tellPrograms(told, transcripts)
      },
    })
    progress?.end()
    await tell(transcripts ? report : forPrograms(report), report, request, shared)
    return exitCodeOf(report)
  } catch (error) {
    progress?.end()
    if (!stop.signal.aborted) throw error
    return signalExitCode(await stopped)
  }
}

function refuseTwoOutputs({ reports: { stdout } }: MatrixRequest, { json }: ResolvedOptions): void {
  if (!json || stdout === null) return
  throw new FourportError('OPTION_CONFLICT', `--json and --report ${stdout} both go to standard output.`, {
    help: `Give the report a file: --report ${stdout}=FILE.`,
  })
}

function clientsOf(
  { file, only, overrides }: MatrixRequest,
  { certs }: ResolvedOptions,
): readonly MatrixClient[] {
  let text: string
  try {
    text = readSmallFile(file).toString()
  } catch (error) {
    throw new FourportError(
      'MATRIX_UNREADABLE',
      `Cannot read the clients of "${file}": ${messageOf(error)}.`,
      { cause: error },
    )
  }
  const all = { ...overrides, ...(certs !== null && { certs }) }
  return onlyThese(readMatrix({ text, file, folder: dirname(resolve(file)), overrides: all }), only)
}

function forPrograms(report: MatrixReport): MatrixReport {
  const clients = report.clients.map((one) => ({
    ...one,
    report: one.report && withoutTranscripts(one.report),
  }))
  return { ...report, clients }
}

function tellPrograms(progress: MatrixProgress, transcripts: boolean): void {
  if (progress.type === 'cell') {
    const { client, cell } = progress
    printLine({ type: 'cell', client, ...(transcripts ? cell : withoutTranscript(cell)) })
  } else if (progress.type === 'done') {
    const { name, version, outcome, problem } = progress.result
    printLine({ type: 'client', name, version, outcome, problem })
  }
}

async function tell(
  programs: MatrixReport,
  report: MatrixReport,
  { reports, whole, site }: MatrixRequest,
  { json, quiet, color }: ResolvedOptions,
): Promise<void> {
  const written = (form: string, stream: { readonly isTTY?: boolean }, all: boolean): string =>
    matrixFormats.find(({ name }) => name === form)?.write(programs) ??
    `${matrixLines(report, styleFor(stream, color), all).join('\n')}\n`
  for (const { format, path } of reports.files) await writeWholeFile(path, written(format, {}, true))
  if (site !== null) await writeSite(site, siteFiles(report))
  if (json) printLine({ type: 'matrix', ...programs })
  else if (reports.stdout !== null) process.stdout.write(written(reports.stdout, process.stdout, whole))
  else if (!quiet || !report.verified) process.stdout.write(written('terminal', process.stdout, whole))
}

/** One that could not be run leaves the answer open, whatever the others did. */
function exitCodeOf({ clients, verified }: MatrixReport): number {
  if (clients.some(({ outcome }) => outcome === 'not-run')) return exitCodes.usage
  return verified ? exitCodes.ok : exitCodes.findings
}

function printLine(object: object): void {
  process.stdout.write(`${JSON.stringify(object)}\n`)
}
