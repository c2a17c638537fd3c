import type { VerifyCell } from '../../src/model/verify.ts'
import type { Client } from '../../src/verify/client/client.ts'
import { commandClient } from '../../src/verify/client/command.ts'
import { expectationOf } from '../../src/verify/expectation.ts'
import type { MatrixClient } from '../../src/verify/matrix/matrix-client.ts'
import { runMatrix } from '../../src/verify/matrix/run-matrix.ts'
import { readVerifyOptions } from '../../src/verify/verify-options.ts'
import { inGeneral, type MeasuredSettings } from './measured.ts'
import type { Settings, VerifiedClient } from './verified-client.ts'

export interface MeasureOptions {
  /** null: the whole table. */
  readonly scenarios: readonly string[] | null
  readonly parallel: number
  /** Name that clients connect by. */
  readonly host: string
  /** Ends the client that is being run, and all that it has started. */
  readonly signal: AbortSignal
  readonly onCell?: (cell: VerifyCell) => void
}

/**
 * Runs a client set up in one way through the table.
 * @throws the reason of `signal`
 */
export async function measure(
  client: VerifiedClient,
  settings: Settings,
  { scenarios, parallel, host, signal, onCell }: MeasureOptions,
): Promise<MeasuredSettings> {
  const measured: MatrixClient = {
    name: client.name,
    prepare: async () => client.version(),
    open: () => asCommand(client.name, settings),
    options: {
      ...readVerifyOptions('verify-clients', {
        host,
        ...(settings.ports !== null && { ports: settings.ports }),
        ...(scenarios !== null && { scenarios }),
      }),
      parallel: null,
    },
  }
  const { clients } = await runMatrix([measured], {
    jobs: 1,
    parallel,
    signal,
    onProgress: (progress) => progress.type === 'cell' && onCell?.(progress.cell),
  })
  const [result] = clients
  if (!result?.report) throw new Error(result?.problem?.message ?? 'it was not run')
  const { names, told } = settings
  return { names, told, cells: inGeneral(expectationOf(result.report)) }
}

/** What a command is told depends on what its run is for: a relay gets no login, not an empty one. */
function asCommand(name: string, settings: Settings): Client {
  const running = new Set<Client>()
  return {
    name,
    kind: 'command',
    trustsAlready: false,
    async send(target, time) {
      const { command, env } = settings.invocation(target)
      const own = { HOME: '/nonexistent', ...env }
      const client = commandClient(command, { env: own, presets: [], caEnv: true })
      running.add(client)
      const run = await client.send(target, time)
      return { ...run, leave: () => run.leave().finally(() => running.delete(client) && client.close()) }
    },
    async close() {
      await Promise.all([...running].map((client) => client.close()))
    },
  }
}
