import { systemRandom } from '../../base/passed-in.ts'
import { SecretForms } from '../../base/secret-forms.ts'
import { diagnose } from '../../diagnosis/diagnose.ts'
import { isIpAddress } from '../../diagnosis/host-names.ts'
import type { IssuedFor } from '../../model/certificate-kind.ts'
import type { Verdict } from '../../model/finding.ts'
import { type ByPort, portKeys, profiles, profilesByKey } from '../../model/port-profile.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { type Assembled, createServer } from '../../server/create-server.ts'
import type { FourportServer } from '../../server/fourport-server.ts'
import type { ServerOptions } from '../../options/options.ts'
import { resolveOptions } from '../../options/resolve-options.ts'
import { targetOf, type VerifyTarget } from '../client/target.ts'
import { passingCaFile } from '../../judge/passing-ca-file.ts'
import { bodyDigest } from './body-digest.ts'
import { asSetUp, conventionalPorts, withoutPassingFile } from './as-set-up.ts'
import type { ConnectBy } from './connect-by.ts'
import { type CertsFolder, keptFolder, passingFolder } from './certs-folder.ts'
import type { PlannedCell } from './plan.ts'
import { caWhereItIs, publicCa, type PublicCa } from './public-ca.ts'
import type { RunSoFar } from './run-so-far.ts'
import { followSessions, type SessionsByListener, type SoFar } from './sessions-by-listener.ts'

/** A server of its own for one run of verify, with a listener for each cell. */
export interface CellServer {
  /** Where its page is; null: it has none. */
  readonly page: string | null
  /** Makes a cell what its scenario says, from now on. */
  open(cell: PlannedCell): Promise<OpenCell>
  close(): Promise<void>
}

/** A cell that waits for its client. */
export interface OpenCell {
  readonly target: VerifyTarget
  /** Why its client gets `localhost` as its host although nobody asked for it; null: it is not, or somebody did. */
  readonly whyLocalhost: string | null
  /** The CA, by a name that outlasts the run. */
  readonly caFile: string
  /** Resolves at its first connection. */
  readonly came: Promise<void>
  /** Whether its first connection comes before it is enough. */
  comes(enough: AbortSignal): Promise<boolean>
  /** What has come by now. */
  soFar(): SoFar
  /** Resolves when a first connection has ended, and none is open. */
  readonly seen: Promise<void>
  /** Its sessions when all have ended, or as they are when it is enough. */
  sessions(enough: AbortSignal): Promise<readonly Seen[]>
  /** What tells their messages from each other, by id; empty where there is only one. */
  bodies(records: readonly SessionRecord[]): Promise<ReadonlyMap<string, string>>
  /** The client is run once more, and finds TLS on every connection. */
  meetAgain(): void
  /** Takes the scenario off. */
  close(): Promise<void>
}

export interface Seen {
  readonly record: SessionRecord
  readonly verdict: Verdict
}

export interface CellServerOptions {
  readonly login: boolean
  /** How clients connect where a scenario does not demand an address. */
  readonly connectBy: ConnectBy
  /** Recipients, sender and user that clients get; null: made up for each cell. */
  readonly to: readonly string[] | null
  readonly from: string | null
  readonly user: string | null
  /** Folder of the CA; null: none is named. */
  readonly certs: string | null
  /** Whether the client trusts a CA from before this run; else it is told one of this run alone. */
  readonly trustsAlready: boolean
  /** The ports of an app that is set up once; null: a listener of its own for each cell, on any free port. */
  readonly fixed: FixedPorts | null
  /** What a client gets for one run, in milliseconds. */
  readonly limitMs: number
  /** null: no page. */
  readonly page: { readonly port: number } | null
}

/** Where an app finds the ports that cannot be told another one for each run. */
export interface FixedPorts {
  readonly host: readonly string[]
  readonly ports: ByPort<number | 'off'>
  readonly strictPorts: boolean
}

/** Nobody is written to: RFC 2606 §2 keeps this domain for tests. */
const domain = 'verify.test'
interface Login {
  readonly user: string
  readonly password: string
}

/** @throws FourportError as startServer */
export async function startCellServer(run: RunSoFar, options: CellServerOptions): Promise<CellServer> {
  const { trustsAlready, certs } = options
  const folder = trustsAlready || certs !== null ? keptFolder(certs) : passingFolder()
  return startIn(folder, run, options).catch((error: unknown) => {
    folder.remove()
    throw error
  })
}

async function startIn(folder: CertsFolder, run: RunSoFar, options: CellServerOptions): Promise<CellServer> {
  const cells = run.toRun
  // Where an app is set up once, any user and password will do; these are to be looked for.
  const fixedLogin = { user: options.user ?? 'verify', password: systemRandom(12) }
  const logins = new Map(
    cells.map(({ name }) => [
      name,
      // One user has one password.
      options.user === null ? { user: name, password: systemRandom(12) } : fixedLogin,
    ]),
  )
  const values = {
    ...(options.fixed === null
      ? ownListeners(cells, logins, options.connectBy)
      : fixedListeners(cells, options.fixed)),
    // What real submission servers do (RFC 6409 §4.3): a client that leaves its login out is not to look delivered.
    auth: options.login ? 'required' : 'optional',
    hostNames: options.connectBy.names,
    // Who refuses a certificate, and waits for the server to hang up, has the time to report it then.
    handshakeTimeoutMs: Math.min(mostHandshakeMs, Math.ceil(options.limitMs / 2)),
    ...(folder.path !== null && { certs: folder.path }),
    // Who is on the network needs to know nothing of it.
    ...(options.page !== null && { http: options.page.port, httpHost: '127.0.0.1' }),
  } satisfies ServerOptions
  const resolved = await resolveOptions([{ source: 'verify option', values }], 'library')
  const fixedForms = new SecretForms(fixedLogin.password)
  const passwordOf = (listener: string): SecretForms | null => {
    if (!options.login) return null
    const login = options.fixed === null ? logins.get(listener) : fixedLogin
    if (login === fixedLogin) return fixedForms
    return login === undefined ? null : new SecretForms(login.password)
  }
  const assembled = await createServer(resolved, {
    verifyRun: run,
    passwordOf,
    issuedFor: issuedFor(options.connectBy),
  })
  const sessions = followSessions(assembled)
  const ca = await caFor(assembled.server, options)
  return {
    page: assembled.server.http?.url ?? null,
    open: (cell) => {
      const login = options.fixed === null ? logins.get(cell.name) : fixedLogin
      return openCell(cell, login ?? null, options, assembled, sessions, folder, ca.path)
    },
    async close() {
      sessions.stop()
      ca.remove()
      await assembled.server.close().finally(() => folder.remove())
    },
  }
}

/** An app that trusts the CA already has its own path to it. */
async function caFor(server: FourportServer, { trustsAlready }: CellServerOptions): Promise<PublicCa> {
  const { file, pem } = server.ca
  try {
    return trustsAlready ? caWhereItIs(file) : publicCa(file, pem)
  } catch (error) {
    await server.close()
    throw error
  }
}

/** As long as a server gives for a handshake by itself. */
const mostHandshakeMs = 60_000
const loopback = ['127.0.0.1', '::1'] as const

/** The name alone, as the certificates of real servers have it; an address only where one is the question. */
function issuedFor({ host, names }: ConnectBy): IssuedFor | null {
  return isIpAddress(host) ? null : { names, addresses: loopback }
}

function ownListeners(
  cells: readonly PlannedCell[],
  logins: ReadonlyMap<string, Login>,
  { addresses }: ConnectBy,
): ServerOptions {
  return {
    host: [...new Set([...loopback, ...addresses])],
    ports: { relay: 'off', smtps: 'off', submission: 'off', submissionAlt: 'off' },
    listeners: [...cells.map(({ name, profile }) => ({ name, profile, port: 0 })), ...forTheCa(cells)],
    users: [...new Set(logins.values())],
  }
}

function fixedListeners(
  cells: readonly PlannedCell[],
  { host, ports, strictPorts }: FixedPorts,
): ServerOptions {
  const used = portKeys.filter((key) => cells.some(({ profile }) => profile === profilesByKey[key].name))
  return {
    host,
    strictPorts,
    ports: Object.fromEntries(portKeys.map((key) => [key, used.includes(key) ? ports[key] : 'off'])),
    listeners: forTheCa(cells),
  }
}

/** A client may read the CA's file wherever it is sent, and there is one where a listener has TLS. */
function forTheCa(cells: readonly PlannedCell[]): NonNullable<ServerOptions['listeners']> {
  const hasTls = cells.some(({ profile }) => profiles[profile].tls !== 'none')
  return hasTls ? [] : [{ name: 'ca', profile: 'smtps', port: 0 }]
}

async function openCell(
  { name, profile, scenario }: PlannedCell,
  given: Login | null,
  { login, connectBy, fixed, to, from }: CellServerOptions,
  { server, meetAgain }: Assembled,
  sessions: SessionsByListener,
  { isThrownAway }: CertsFolder,
  caFile: string,
): Promise<OpenCell> {
  const listenerName = fixed === null ? name : profile
  const played = await server.scenario(scenario.name, { listener: listenerName })
  const listener = server.listeners.find((one) => one.name === listenerName)
  if (listener === undefined) throw new Error(`No listener is called ${listenerName}.`)
  const { tls, role } = profiles[profile]
  const credentials = login && role === 'submission' ? given : null
  const own = sessions.of(listenerName)
  const target = targetOf(
    {
      scenario: scenario.name,
      profile,
      host: scenario.connectBy === 'address' ? '127.0.0.1' : connectBy.host,
      port: listener.port,
      tls,
      user: credentials?.user ?? null,
      password: credentials?.password ?? null,
      from: from ?? `sender@${domain}`,
      to: recipients(to ?? [`${fixed === null ? name : 'reader'}@${domain}`], scenario.recipients ?? 1),
      caFile,
    },
    server.ca.pem,
  )
  return {
    target,
    whyLocalhost: connectBy.whyLocalhost,
    caFile: isThrownAway ? passingCaFile : server.ca.file,
    came: own.begun(),
    comes: (enough) => own.begins(enough),
    soFar: () => own.soFar(),
    seen: own.quiet(),
    sessions: async (enough) => diagnosed(await own.ended(enough), server, fixed !== null, isThrownAway),
    bodies: (records) => bodiesOf(server, records, listenerName),
    meetAgain: () => meetAgain(listenerName),
    close: () => played.off(),
  }
}

/** Records with what is said of each. */
function diagnosed(
  ended: readonly SessionRecord[],
  server: FourportServer,
  isFixed: boolean,
  isThrownAway: boolean,
): readonly Seen[] {
  const records = isThrownAway ? ended.map(withoutPassingFile) : ended
  const told = records.map((record) => asSetUp(record, isFixed))
  const ports = isFixed ? server.listeners : conventionalPorts
  return records.map((record, index) => ({
    record,
    verdict: diagnose(told[index]!, { earlier: told.slice(0, index), ports }),
  }))
}

async function bodiesOf(
  server: FourportServer,
  records: readonly SessionRecord[],
  listener: string,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(records.flatMap(({ messages }) => messages))
  const bodies = new Map<string, string>()
  if (ids.size < 2) return bodies
  for (const message of await server.messages({ listener })) {
    if (!ids.has(message.id)) continue
    // A person at the page may delete one meanwhile.
    const raw = await message.raw().catch(() => null)
    if (raw !== null) bodies.set(message.id, bodyDigest(raw))
  }
  return bodies
}

/** As many as were given, else more by a number: `ada.2@example.org`. Those that are made up all have one. */
function recipients([first = '', ...more]: readonly string[], count: number): readonly string[] {
  if (count === 1) return [first]
  const at = first.lastIndexOf('@')
  const numbered = (n: number): string => `${first.slice(0, at)}.${n}${first.slice(at)}`
  const start = first.endsWith(`@${domain}`) ? numbered(1) : first
  return [start, ...Array.from({ length: count - 1 }, (_, index) => more[index] ?? numbered(index + 2))]
}
