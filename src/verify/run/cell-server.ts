import { systemRandom } from '../../base/passed-in.ts'
import type { Verdict } from '../../model/finding.ts'
import { profiles } from '../../model/port-profile.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { type Assembled, createServer } from '../../server/create-server.ts'
import type { ServerOptions } from '../../server/options/options.ts'
import { resolveOptions } from '../../server/options/resolve-options.ts'
import { targetOf, type VerifyTarget } from '../client/target.ts'
import type { PlannedCell } from './plan.ts'
import { followSessions, type SessionsByListener } from './sessions-by-listener.ts'

/** A server of its own for one run of verify, with a listener for each cell. */
export interface CellServer {
  /** Makes a cell what its scenario says, from now on. */
  open(cell: PlannedCell): Promise<OpenCell>
  close(): Promise<void>
}

/** A cell that waits for its client. */
export interface OpenCell {
  readonly target: VerifyTarget
  /** Resolves when a first connection has ended, and none is open. */
  readonly seen: Promise<void>
  /** Its sessions when all have ended, or as they are after `limitMs`. */
  sessions(limitMs: number): Promise<readonly Seen[]>
  /** Takes the scenario off. */
  close(): Promise<void>
}

export interface Seen {
  readonly record: SessionRecord
  readonly verdict: Verdict
}

export interface CellServerOptions {
  readonly login: boolean
  /** Name by which clients connect where a scenario does not demand an address. */
  readonly host: string
  readonly certs: string | undefined
}

/** Nobody is written to: RFC 2606 §2 keeps this domain for tests. */
const domain = 'verify.test'

/** @throws FourportError as startServer */
export async function startCellServer(
  cells: readonly PlannedCell[],
  options: CellServerOptions,
): Promise<CellServer> {
  const logins = new Map(cells.map(({ name }) => [name, { user: name, password: systemRandom(12) }]))
  const resolved = resolveOptions(
    [{ source: 'verify option', values: serverOptions(cells, logins, options) }],
    'library',
  )
  const assembled = await createServer(resolved)
  const sessions = followSessions(assembled)
  return {
    open: (cell) => openCell(cell, logins.get(cell.name), options, assembled, sessions),
    async close() {
      sessions.stop()
      await assembled.server.close()
    },
  }
}

type Login = { readonly user: string; readonly password: string }

function serverOptions(
  cells: readonly PlannedCell[],
  logins: ReadonlyMap<string, Login>,
  { login, certs }: CellServerOptions,
): ServerOptions {
  return {
    ports: { relay: 'off', smtps: 'off', submission: 'off', submissionAlt: 'off' },
    listeners: cells.map(({ name, profile }) => ({ name, profile, port: 0 })),
    // What real submission servers do (RFC 6409 §4.3): a client that leaves its login out is not to look delivered.
    auth: login ? 'required' : 'optional',
    users: [...logins.values()],
    ...(certs !== undefined && { certs }),
  }
}

async function openCell(
  cell: PlannedCell,
  given: Login | undefined,
  { login, host }: CellServerOptions,
  { server, verdict }: Assembled,
  sessions: SessionsByListener,
): Promise<OpenCell> {
  const { name, profile, scenario } = cell
  const played = await server.scenario(scenario.name, { listener: name })
  const listener = server.listeners.find((one) => one.name === name)
  if (listener === undefined) throw new Error(`No listener is called ${name}.`)
  const { tls, role } = profiles[profile]
  const credentials = login && role === 'submission' ? given : undefined
  const own = sessions.of(name)
  const ca = cell.profile === 'relay' && listener.tls === 'none' ? null : server.ca
  const target = targetOf(
    {
      scenario: scenario.name,
      profile,
      host: scenario.connectBy === 'address' ? '127.0.0.1' : host,
      port: listener.port,
      tls,
      user: credentials?.user ?? null,
      password: credentials?.password ?? null,
      from: `sender@${domain}`,
      to: recipients(name, scenario.recipients ?? 1),
      caFile: ca?.file ?? null,
    },
    ca?.pem ?? null,
  )
  return {
    target,
    seen: own.quiet(),
    async sessions(limitMs) {
      const records = await own.ended(limitMs)
      return Promise.all(records.map(async (record) => ({ record, verdict: await verdict(record) })))
    },
    close: () => played.off(),
  }
}

function recipients(name: string, count: number): readonly string[] {
  if (count === 1) return [`${name}@${domain}`]
  return Array.from({ length: count }, (_, index) => `${name}.${index + 1}@${domain}`)
}
