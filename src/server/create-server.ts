import type { SecretForms } from '../base/secret-forms.ts'
import { Garbage } from '../base/garbage.ts'
import { setTimeout as after } from 'node:timers/promises'
import { type Clock, createIds, type RandomHex, systemClock, systemRandom } from '../base/passed-in.ts'
import type { Eventual } from '../base/eventual.ts'
import { lazyModule, requireServes } from '../base/lazy-module.ts'
import { createMessageParser } from '../capture/create-parser.ts'
import { findingsOnPage } from '../diagnosis/docs-address.ts'
import { sessionsIn } from '../diagnosis/earlier-sessions.ts'
import { PendingReviews, type Reviews } from '../diagnosis/reviews.ts'
import { createVerdicts } from '../diagnosis/verdicts.ts'
import type { FaultNames } from '../faults/check-fault.ts'
import { Faults } from '../faults/faults.ts'
import type { IssuedFor } from '../model/certificate-kind.ts'
import type { FaultState } from '../model/fault.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { VerifyRun } from '../model/verify-run.ts'
import { createSmtpEngine } from '../net/create-engine.ts'
import type { SmtpEngine } from '../net/engine.ts'
import { resolveListeners } from '../options/ports/resolve.ts'
import type { MailSource } from '../store/near-misses.ts'
import type { Feed, OpenStore, Store } from '../store/store.ts'
import { WaitIndex } from '../store/wait-index.ts'
import type { ExplainWait } from '../store/wait.ts'
import type { LoadedTls } from '../tls/load-tls.ts'
import { bindAll } from './bind.ts'
import { createEndedSessions } from './ended-sessions.ts'
import { createEvents, type Events } from './events.ts'
import type { FindingSource } from './findings/source.ts'
import type { FourportServer } from './fourport-server.ts'
import { createInboxes, type Inboxes } from './inboxes.ts'
import { preload, loadNow } from './preload.ts'
import { keepFaults, type Keeping, keepScenarios, restoreFaults } from './keep-settings.ts'
import { loadTlsFor } from './load-tls-for.ts'
import type { ResolvedOptions } from '../options/options.ts'
import { keepOpenSessions } from './open-session-keeper.ts'
import { openStoreOf } from './open-store.ts'
import { openRecordFile } from './record-file.ts'
import { createReadingThreads } from './reading-threads.ts'
import { loadDelivery } from './release/release.ts'
import { Scenarios } from './scenarios.ts'
import { type PageServer, startPage } from './start-page.ts'

const loadJudge = lazyModule(() => import('../diagnosis/judge.ts'))
const loadHandle = lazyModule(() => import('./handle.ts'))
/** Who is told that the ports answer connects now, and reading from disk stops the world: 14 ms for the diagnosis. */
const firstClientsMs = 25
/** Clients that have taken all descriptors leave sooner; so long a server serves without a verdict. */
const judgePatienceMs = 30_000

/** What is known of a server as soon as its ports answer. */
export interface Listening {
  readonly listeners: readonly BoundPort[]
  readonly ca: LoadedTls['ca']
  readonly http: PageServer | null
  readonly warnings: readonly string[]
  /** What goes wrong on purpose from the start. */
  readonly faults: readonly FaultState[]
}

/** As long as a `faultSeed`. */
function randomSeed(random: RandomHex): number {
  return Number.parseInt(random(4), 16)
}

/** A server, and what its own readers need: what happens in it, and what is to be said of a session. */
export interface Assembled {
  readonly server: FourportServer
  readonly feed: Feed
  /** Position of the last event that happened before: another process may have written the file of the store. */
  readonly begunAt: number
  /** The Subject of a message, decoded. */
  readonly subject: (message: CapturedMessage) => Eventual<string>
  readonly reviews: Reviews
  /** Sessions that go on, as they are now. */
  readonly openSessions: () => readonly SessionRecord[]
  /** Called when a session has begun and whenever what its client sent has been answered; the function returned ends it. */
  readonly watch: SmtpEngine['watch']
  readonly meetAgain: SmtpEngine['meetAgain']
}

/** What a server is for, when it has started and ended, and how its process ends. */
export interface Lifecycle {
  /** Called when the ports answer; what only judges sessions is read from disk after that. */
  readonly onListening?: (listening: Listening) => void
  /** Whether the process stays for the sake of the server. Default true. */
  readonly holdsProcess?: boolean
  readonly onClosed?: () => void
  /** The run of verify that it is the server of, which its page shows. Default null: none. */
  readonly verifyRun?: VerifyRun | null
  /** The password that the client of a listener was given, which is looked for in all that is not encrypted. Default: none is. */
  readonly passwordOf?: (listener: string) => SecretForms | null
  /** What the certificates under scenarios are for, that of a healthy server too. Default null: all that the server's own is for. */
  readonly issuedFor?: IssuedFor | null
}

type Judge = Awaited<ReturnType<typeof loadJudge>>

/** What is known when the ports answer, and when the diagnosis has been read from disk; before that there is nobody to judge. */
interface Later {
  ports: readonly BoundPort[]
  /** Where the page shows what there is to say about a finding; undefined: there is no page. */
  docs: string | undefined
  diagnose: Judge['diagnose'] | null
  engine: SmtpEngine | null
}

/**
 * The one file that knows every part and joins them: socket → capture → store → feed → readers, and beside it
 * session record → diagnosis → the same readers.
 *
 * @param openStore - Opens what keeps messages and sessions, and is closed with the server: what the options name, unless
 *   told otherwise
 * @throws FourportError as startServer
 */
export async function createServer(
  options: ResolvedOptions,
  lifecycle: Lifecycle = {},
  openStore: OpenStore = openStoreOf(options),
): Promise<Assembled> {
  const later: Later = { ports: [], docs: undefined, diagnose: null, engine: null }
  const shared = await joinStore(options, openStore, later)
  try {
    return await joinServer(shared, lifecycle, later)
  } catch (error) {
    await shared.store.close()
    throw error
  }
}

/** What judges sessions, and what the program that started the server is given. */
const loadAfterStart = () => Promise.all([loadJudge(), loadHandle()])

function findingSource(
  { store, clock, ended, verdicts, reviews }: Joined,
  engine: SmtpEngine,
): FindingSource {
  return {
    store,
    clock,
    openSessions: () => [...ended.leaving(), ...engine.openSessions()],
    watch: (listener) => engine.watch(listener),
    verdict: verdicts.of,
    reviews,
  }
}

/** What listens, and who reads: all of it on a store that is open. */
async function joinServer(shared: Joined, lifecycle: Lifecycle, later: Later): Promise<Assembled> {
  const { onListening, holdsProcess = true, onClosed = () => {} } = lifecycle
  const { verifyRun = null, issuedFor = null } = lifecycle
  const { options, clock, parser, store, reader, verdicts, reviews, begunAt, keeping } = shared
  const planned = resolveListeners(options)
  const needsTls = options.https || planned.some(({ profile }) => profile.tls !== 'none')
  const tls = needsTls ? await loadTlsFor(options, clock) : null
  const engine = (later.engine = joinEngine(options, shared, tls, lifecycle))
  const scenarios = new Scenarios({ engine, planned, tls, clock, issuedFor, onError: shared.events.report })
  const bound = await bindAll(engine, await scenarios.fromTheStart(options.readOnly ? {} : options.scenarios))
  later.ports = bound.listeners
  await keepScenarios(scenarios, options.scenarios, keeping)
  const findings = findingSource(shared, engine)
  const faultNames = namesForFaults(shared, bound.listeners)
  const parts = { ...shared, engine, scenarios, findings, faultNames, bound, tls, verifyRun, holdsProcess }
  const page = options.http === 'off' ? null : await startPage(parts)
  later.docs = page === null ? undefined : findingsOnPage(page)
  const warnings = [...(tls?.warnings ?? []), ...bound.warnings, ...options.warnings]
  if (onListening) {
    onListening({ ...bound, ca: tls?.ca ?? null, http: page, warnings, faults: shared.faults.list() })
    await after(firstClientsMs)
  }
  const [judge, { createHandle }] = await loadNow(loadAfterStart, judgePatienceMs).catch(
    async (error: unknown) => {
      await Promise.all([engine.close(), page?.close()])
      throw error
    },
  )
  later.diagnose = new judge.SharedVerdicts(judge.diagnose).of
  const explain: ExplainWait = (failed) => judge.explainFailedWait(failed, verdicts.of)
  const loading = new AbortController()
  // Jest lets nothing be loaded when the tests have ended; and what is not Node's own to load may be gone as well.
  if (holdsProcess && requireServes()) {
    const loads = [parser.load, ...(page ? [page.load] : []), ...(options.release ? [loadDelivery] : [])]
    void preload(loads, loading.signal)
  }
  const server = createHandle({ ...parts, page, warnings, explain, loading, onClosed })
  const { openSessions, watch } = findings
  const meetAgain = (listener: string): void => engine.meetAgain(listener)
  const read = { feed: store.feed, begunAt, subject: reader.subject, reviews, openSessions, watch }
  return { server, ...read, meetAgain }
}

type Joined = Awaited<ReturnType<typeof joinStore>>

/** What needs no socket: the store with those who read it and write to it, and what is set on purpose. */
async function joinStore(options: ResolvedOptions, openStore: OpenStore, later: Readonly<Later>) {
  const clock = systemClock
  const ids = createIds()
  const events = createEvents()
  const reading = joinReading(options)
  const parts = { limits: options, clock, ...reading, onError: events.report }
  const store = await openStore(parts)
  const begunAt = store.feed.position
  const { kept, keeping } = keepingsIn(store, options, events)
  const reader = reading.parser.reader({ bytesOf: ({ id }) => store.bytes(id), areLent: false })
  const mail: MailSource = { store, reader, waits: new WaitIndex(store.feed) }
  const inboxes = createInboxes({ ids, clock, users: options.users, keeping: kept })
  const faults = joinFaults(options, inboxes, events, keeping)
  const docs = (): string | undefined => later.docs
  const openSessions = () => later.engine?.openSessions() ?? []
  const verdicts = createVerdicts({
    about: sessionsIn(store),
    open: openSessions,
    context: contextFrom(options, later, clock),
    maxRemembered: options.memory.maxVerdicts,
    diagnose: (session, context) => {
      if (later.diagnose === null) throw new Error('The diagnosis is still being read from disk.')
      return later.diagnose(session, context)
    },
  })
  const reviews = new PendingReviews({ verdict: verdicts.of, openSessions, onError: events.report })
  followReviews(store, reviews, later, events.report)
  const ended = createEndedSessions({
    store,
    writeRecord: options.record === null ? null : openRecordFile(options.record, events.report),
    ports: () => later.ports,
    onError: events.report,
  })
  return {
    options,
    clock,
    ids,
    events,
    ...reading,
    ...mail,
    begunAt,
    keeping,
    inboxes,
    faults,
    docs,
    verdicts,
    reviews,
    ended,
  }
}

/** Where inboxes are kept, and where what is set on listeners is: with `readOnly` there are none. */
function keepingsIn(
  { notes }: Store,
  { readOnly }: ResolvedOptions,
  { report: onError }: Events,
): { readonly kept: Keeping | null; readonly keeping: Keeping | null } {
  const kept = notes === undefined ? null : { notes, onError }
  return { kept, keeping: readOnly ? null : kept }
}

/** Sessions that have ended are reviewed once there is who judges them; the store tells of those that are judged again. */
function followReviews(
  store: Store,
  reviews: PendingReviews,
  later: Readonly<Later>,
  onError: (error: unknown) => void,
): void {
  store.feed.subscribe((event) => {
    if (event.type === 'session' && later.diagnose !== null) reviews.ended(event.session)
  })
  reviews.watch(({ session }) => {
    const told = store.addReview(session.id)
    if (told instanceof Promise) told.catch(onError)
  })
}

/** What goes wrong on purpose from the start. */
function joinFaults(
  options: ResolvedOptions,
  owners: Inboxes,
  events: Events,
  keeping: Keeping | null,
): Faults {
  const faults = new Faults({
    seed: options.faultSeed ?? randomSeed(systemRandom),
    owners,
    readsAddresses: options.addressFaults,
    onError: events.report,
  })
  if (keeping !== null) restoreFaults(faults, keeping)
  const fromOptions = new Set(options.faults.map((fault) => faults.set(fault).id))
  if (keeping !== null) keepFaults(faults, fromOptions, keeping)
  return faults
}

/** What a verdict is made with beside the session. In the time in which this process was late itself, no client was silent. */
function contextFrom({ users: [login] }: ResolvedOptions, later: Readonly<Later>, clock: Clock) {
  return () => ({
    ports: later.ports,
    now: clock.now() - (later.engine?.lateMs ?? 0),
    docs: later.docs,
    user: login?.user,
  })
}

/** What reads messages, and where it does. */
function joinReading({ memory }: ResolvedOptions) {
  const threads = createReadingThreads(memory.threads)
  const garbage = new Garbage(memory.maxGarbageBytes)
  return { threads, garbage, parser: createMessageParser(memory.parser, threads) }
}

/** The SMTP side, not listening yet. */
function joinEngine(
  options: ResolvedOptions,
  { store, ended, inboxes, faults, clock, ids, events }: Joined,
  tls: LoadedTls | null,
  { holdsProcess = true, passwordOf = () => null, verifyRun = null }: Lifecycle,
): SmtpEngine {
  const engine = createSmtpEngine({
    settings: options,
    maxIdleBlockBytes: options.memory.maxIdleBlockBytes,
    store,
    sessionEnded: ended.add,
    credentials: inboxes.credentials,
    faults,
    tls: tls?.contexts ?? null,
    clock,
    ids,
    random: systemRandom,
    onError: events.report,
    holdsProcess,
    passwordOf,
    isOneClient: verifyRun !== null,
  })
  keepOpenSessions(engine, store, events.report)
  return engine
}

function namesForFaults({ inboxes }: Joined, bound: readonly BoundPort[]): FaultNames {
  return {
    listeners: [...new Set(bound.flatMap(({ name, profile }) => [name, profile]))],
    hasInbox: (id) => inboxes.get(id) !== undefined,
  }
}
