import type { ResolvedOptions } from '../../options/options.ts'
import type { Client } from '../../verify/client/client.ts'
import { commandClient } from '../../verify/client/command.ts'
import { manualClient } from '../../verify/client/manual.ts'
import { hasPlaceholders } from '../../verify/client/placeholders.ts'
import { requestClient } from '../../verify/client/request.ts'
import type { Wanted } from '../../verify/run/plan.ts'
import { runVerify, type VerifySettings } from '../../verify/run/verify.ts'
import { listScenarios } from '../../verify/list-scenarios.ts'
import { withoutTranscript } from '../../verify/reports/transcripts.ts'
import { readVerifyOptions } from '../../verify/verify-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { styleFor } from '../print/style.ts'
import { inCi } from '../reports/expected-report.ts'
import { readyToTell, tellReport } from '../reports/tell-report.ts'
import { nextSignal, signalExitCode } from '../signals.ts'
import type { Invocation } from '../verb.ts'
import { personAtTerminal } from '../verify/person.ts'
import { progressOn, silent } from '../verify/progress.ts'
import { scenarioLines } from '../verify/print-scenarios.ts'
import { readMatrixArguments } from '../verify/read-matrix-arguments.ts'
import { readKnown } from '../verify/read-known.ts'
import { readArguments, readList, type VerifyRequest } from '../verify/read-arguments.ts'

/** `fourport verify -- COMMAND`: the command run once in each cell, the table, exit 1 where a demand was not met. */
export async function verify(invocation: Invocation): Promise<number> {
  const shared = await invocation.options()
  const list = readList(invocation)
  if (list !== null) return printScenarios(list, shared)
  const matrix = readMatrixArguments(invocation)
  if (matrix !== null) return (await import('../verify/run-matrix.ts')).runMatrixCommand(matrix, shared)
  const request = readArguments(invocation)
  const tell = {
    reports: request.reports,
    expect: request.expect && { ...request.expect, ci: inCi(process.env) },
    color: shared.color,
    output: shared.json ? 'json' : shared.quiet ? 'quiet' : 'all',
    whole: request.whole,
    transcripts: request.options.transcripts ?? false,
  } as const
  const ready = await readyToTell(tell)
  const stopped = nextSignal()
  const signal = abortedBy(stopped)
  const settings = readVerifyOptions('verify', {
    ...request.options,
    known: await readKnown(request.knownFile),
    ...(shared.certs !== null && { certs: shared.certs }),
    signal,
  })
  const progress = shared.quiet || shared.json ? silent : progressOn(process.stderr)
  let code: number = exitCodes.ok
  try {
    await runVerify(clientOf(request), {
      ...settings,
      ...portsOf(request, shared),
      onHost: progress.host,
      onProgress: (told) => {
        progress.tell(told)
        if (!shared.json) return
        printLine({ type: 'cell', ...(settings.transcripts ? told.cell : withoutTranscript(told.cell)) })
      },
      page: pageOf(request, shared.json),
      onDone: async ({ report }) => {
        progress.end()
        code = await tellReport(report, tell, ready, process)
        if (request.httpPort !== null) await lookedAt(stopped)
      },
    })
    return code
  } catch (error) {
    progress.end()
    if (!signal.aborted) throw error
    return signalExitCode(await stopped)
  }
}

/** `fourport verify --list` */
function printScenarios(wanted: Wanted, { json, color }: ResolvedOptions): number {
  const found = listScenarios(wanted)
  if (json) for (const scenario of found) printLine({ type: 'scenario', ...scenario })
  else process.stdout.write(`${scenarioLines(found, styleFor(process.stdout, color)).join('\n')}\n`)
  return exitCodes.ok
}

function abortedBy(stopped: Promise<string>): AbortSignal {
  const stop = new AbortController()
  void stopped.then((name) => stop.abort(new Error(name)))
  return stop.signal
}

/** A client that gets its port for each run may have many at once; the others are set up once, at ports as the server's. */
function portsOf(
  { subject }: VerifyRequest,
  shared: ResolvedOptions,
): Pick<VerifySettings, 'fixed'> & Partial<VerifySettings> {
  const isTold = subject.by === 'command' || (subject.by === 'url' && hasPlaceholders(subject.url))
  if (isTold) return { fixed: null }
  const { host, ports, strictPorts } = shared
  return { fixed: { host, ports, strictPorts }, parallel: 1 }
}

function clientOf({ subject, environment }: VerifyRequest): Client {
  if (subject.by === 'command') return commandClient(subject.command, environment)
  return subject.by === 'url' ? requestClient(subject.url) : manualClient(personAtTerminal())
}

function pageOf({ httpPort: port }: VerifyRequest, json: boolean): VerifySettings['page'] {
  if (port === null) return null
  const onOpen = (url: string): void => {
    if (json) printLine({ type: 'page', url })
    else process.stderr.write(`Page: ${url}\n`)
  }
  return { port, onOpen }
}

/** Resolves when nobody wants to look at the page any more; in a job of CI nobody ever does. */
async function lookedAt(stopped: Promise<unknown>): Promise<void> {
  if (inCi(process.env)) return
  process.stderr.write('The page stays until Ctrl-C.\n')
  await stopped
}

function printLine(object: object): void {
  process.stdout.write(`${JSON.stringify(object)}\n`)
}
