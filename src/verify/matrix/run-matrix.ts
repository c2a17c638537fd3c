import type { ErrorCode } from '../../base/error-catalogue.ts'
import { FourportError } from '../../base/errors.ts'
import {
  type MatrixProblem,
  type MatrixReport,
  matrixReportVersion,
  type MatrixResult,
} from '../../model/verify-matrix.ts'
import type { VerifyReport } from '../../model/verify.ts'
import { conclusionOf } from '../../model/verify-words/conclusion.ts'
import { catalogueVersion } from '../../scenarios/catalogue-version.ts'
import { packageVersion } from '../../server/version.ts'
import { inParallel } from '../run/in-parallel.ts'
import { runVerify, type VerifyProgress } from '../run/verify.ts'
import type { MatrixClient } from './matrix-client.ts'

/** How several clients are verified. */
export interface MatrixSettings {
  /** Clients at once. */
  readonly jobs: number
  /** Runs at once, of all clients together, shared out evenly; each client has one at least. */
  readonly parallel: number
  /** Ends all of it. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: MatrixProgress) => void
}

/** What is going on with one client. */
export type MatrixProgress = { readonly client: string } & (
  | { readonly type: 'begins' }
  | ({ readonly type: 'cell' } & VerifyProgress)
  | { readonly type: 'done'; readonly result: MatrixResult }
)

/** What is wrong with one client alone: the others are run all the same. */
const ofOneClient: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CLIENT_SETUP_FAILED',
  'COMMAND_UNRUNNABLE',
  'CLIENT_NEVER_CONNECTED',
  'CLIENT_IN_BACKGROUND',
])

/**
 * Verifies several clients, one after the other or some at once. One that cannot be run is reported, and ends no other.
 * Nothing is left running when the promise settles.
 * @throws FourportError as runVerify, for what is wrong with no client; the reason of `signal`
 */
export async function runMatrix(
  clients: readonly MatrixClient[],
  settings: MatrixSettings,
): Promise<MatrixReport> {
  const startedAt = new Date().toISOString()
  const startMs = performance.now()
  const results = new Map<MatrixClient, MatrixResult>()
  // The first failure that is no client's ends the others too.
  const ended = new AbortController()
  const signal = AbortSignal.any([settings.signal, ended.signal])
  await inParallel(clients, settings.jobs, async (client) => {
    settings.onProgress({ client: client.name, type: 'begins' })
    const result = await resultOf(client, { ...settings, signal }).catch((error: unknown) => {
      ended.abort(error)
      throw error
    })
    results.set(client, result)
    settings.onProgress({ client: client.name, type: 'done', result })
  })
  const all = clients.flatMap((client) => results.get(client) ?? [])
  return {
    version: matrixReportVersion,
    fourport: packageVersion(),
    catalogue: catalogueVersion,
    startedAt,
    durationMs: Math.round(performance.now() - startMs),
    clients: all,
    verified: all.every(({ report }) => report?.verified === true),
  }
}

async function resultOf(client: MatrixClient, settings: MatrixSettings): Promise<MatrixResult> {
  const { name } = client
  let version: string | null = null
  try {
    settings.signal.throwIfAborted()
    version = await client.prepare(settings.signal)
    const report = await verified(client, settings)
    return { name, version, outcome: conclusionOf(report).outcome, report, problem: null }
  } catch (error) {
    if (!(error instanceof FourportError) || !ofOneClient.has(error.code)) throw error
    return { name, version, outcome: 'not-run', report: null, problem: problemOf(error) }
  }
}

async function verified(
  client: MatrixClient,
  { jobs, parallel, signal, onProgress }: MatrixSettings,
): Promise<VerifyReport> {
  const share = Math.max(1, Math.floor(parallel / jobs))
  const { report } = await runVerify(client.open(), {
    ...client.options,
    parallel: Math.min(share, client.options.parallel ?? share),
    signal,
    fixed: null,
    page: null,
    onProgress: (progress) => onProgress({ client: client.name, type: 'cell', ...progress }),
    onDone: async () => undefined,
  })
  return report
}

function problemOf({ code, message, help }: FourportError): MatrixProblem {
  return { code, message, help }
}
