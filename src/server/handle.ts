import { setMaxListeners } from 'node:events'
import { FourportError } from '../base/errors.ts'
import { isLabelText, labelTextExpected } from '../base/label-text.ts'
import { checkFields, type FieldKind, type FieldRules } from '../base/fields.ts'
import { lazyModule } from '../base/lazy-module.ts'
import { type Eventual, whenThere } from '../base/eventual.ts'
import type { FeedEvent } from '../model/feed-event.ts'
import type { InboxFacts } from '../http/context.ts'
import { type InboxLabel, labelChars } from '../model/inbox-names.ts'
import type { Verdict } from '../model/finding.ts'
import { storeReadOnly } from '../store/store-read-only.ts'
import type { ExplainWait } from '../store/wait.ts'
import type { Events } from './events.ts'
import { sessionsSince } from './findings/source.ts'
import type { FourportServer } from './fourport-server.ts'
import { makeInspectable } from './fourport-server.ts'
import { createInbox, createMailbox } from './mailboxes.ts'
import { toMessage } from './message.ts'
import { portsByKey } from './server-port.ts'
import type { ServerParts } from './parts.ts'
import { describePort } from './server-port.ts'
import type { PageServer } from './start-page.ts'

/** Only who sets a fault needs to know what one may be. */
const loadFaultCheck = lazyModule(() => import('../faults/check-fault.ts'))

export interface HandleParts extends ServerParts {
  readonly page: PageServer | null
  readonly warnings: readonly string[]
  readonly explain: ExplainWait
  /** What is read from disk after the start; a stop ends it. */
  readonly loading: AbortController
  readonly onClosed: () => void
}

const labelKind = (field: keyof InboxLabel): FieldKind => ({
  fits: (value) => isLabelText(value, labelChars[field]),
  expected: labelTextExpected(labelChars[field]),
})

const labelRules: FieldRules = {
  owner: 'inbox()',
  kinds: { name: labelKind('name'), purpose: labelKind('purpose') },
  example: "a label such as { name: 'sign-up' }",
}

function newInbox({ inboxes, store, options }: HandleParts, label: InboxLabel): InboxFacts {
  if (store.isReadOnly) throw storeReadOnly(options.store ?? '')
  checkFields(label, labelRules)
  return inboxes.create(label)
}

/** The public face of the parts. */
export function createHandle(parts: HandleParts): FourportServer {
  const { store, waits, verdicts, engine, scenarios, inboxes, reader, bound, page } = parts
  const ca = parts.tls?.ca ?? null
  const closing = new AbortController()
  // Each wait listens, and Node takes more than ten for a leak.
  setMaxListeners(0, closing.signal)
  const mailboxParts = {
    store,
    reader,
    waits,
    explain: parts.explain,
    findings: parts.findings,
    closing: closing.signal,
  }
  const [login = null] = parts.options.users
  const ports = bound.listeners.map((listener) => describePort(listener, ca?.pem ?? null, login))

  const listeners = createListeners(parts)

  const closeAll = async (): Promise<void> => {
    parts.loading.abort()
    await Promise.all([engine.close(), page?.close()])
    await parts.threads.close()
    closing.abort(
      new FourportError('SERVER_CLOSED', 'The server was closed while this wait was still going on.'),
    )
    await closeStore(parts)
    listeners.stop()
    parts.onClosed()
  }
  let closed: Promise<void> | null = null

  const server = withCa(ca, {
    ports: portsByKey(ports, parts.options),
    listeners: ports,
    http: page && { url: page.url, host: page.host, port: page.port },
    warnings: parts.warnings,
    ...createMailbox(mailboxParts),
    sessions: () => sessionsSince(parts.findings, 0),
    verdict: async (session) => verdicts.of(session),
    inbox: async (label = {}) => createInbox(mailboxParts, inboxes, newInbox(parts, label)),
    ...faultMethods(parts),
    scenario: async (name, where) => scenarios.set(name, listenerIn(where)),
    counts: async () => store.counts(),
    async clear() {
      await store.clearSessions()
      return store.clearMessages()
    },
    on: listeners.on,
    close: () => (closed ??= closeAll()),
    [Symbol.asyncDispose]: () => (closed ??= closeAll()),
  })
  return makeInspectable(server, ports, ca?.file ?? null, () => store.counts())
}

/** Sessions that have just ended may be on their way into the store, and judging them asks it. */
async function closeStore({ ended, reviews, verdicts, store }: HandleParts): Promise<void> {
  await ended.stored()
  await reviews.close()
  await verdicts.made()
  await store.close()
}

function faultMethods({
  faults,
  faultNames,
}: HandleParts): Pick<FourportServer, 'fault' | 'faults' | 'clearFaults'> {
  return {
    async fault(fault) {
      const { checkFault } = await loadFaultCheck()
      return faults.set(checkFault(fault, faultNames))
    },
    faults: async () => faults.list(),
    clearFaults: async () => faults.clear(),
  }
}

/** From a test in JavaScript anything may come. */
function listenerIn(where: unknown): string {
  const kinds = {
    listener: { fits: (value: unknown) => typeof value === 'string', expected: 'the name of a listener' },
  }
  checkFields(where, { owner: 'scenario', kinds, example: "a place such as { listener: 'submission' }" })
  const { listener } = where as { listener?: string }
  if (listener !== undefined) return listener
  throw new FourportError(
    'OPTION_INVALID',
    'scenario: listener is left out; expected the name of a listener.',
    { help: "Write, for example: { listener: 'submission' }." },
  )
}

/** Who listens to events. What the feed says is made into them as long as anybody does. */
function createListeners({ store, reader, events, reviews }: HandleParts): {
  readonly on: FourportServer['on']
  readonly stop: () => void
} {
  let stopFeed: (() => void) | null = null
  let stopped = false
  const tell = (event: FeedEvent): void => {
    if (event.type === 'message' && events.message.size > 0) {
      events.message.emit(toMessage(event.message, { store, reader }))
    } else if (event.type === 'session') {
      events.session.emit(event.session)
      if (events.finding.size > 0) emitFindings(reviews.settled(event.session), events)
    }
  }
  const stop = (): void => {
    stopFeed?.()
    stopFeed = null
  }
  return {
    on(name, listener) {
      const off = events[name].on(listener as (event: unknown) => void)
      if (!stopped && name !== 'error') stopFeed ??= store.feed.subscribe(tell)
      return () => {
        off()
        if (events.message.size + events.session.size + events.finding.size === 0) stop()
      }
    },
    stop() {
      stopped = true
      stop()
    },
  }
}

function emitFindings(verdict: Eventual<Verdict>, events: Events): void {
  const emitted = whenThere(verdict, ({ findings }) =>
    findings.forEach((finding) => events.finding.emit(finding)),
  )
  if (emitted instanceof Promise) emitted.catch(events.report)
}

/** Reading a CA that is not there throws: `null` would fail later, and elsewhere. */
function withCa(ca: FourportServer['ca'] | null, rest: Omit<FourportServer, 'ca'>): FourportServer {
  const get = (): never => {
    throw new FourportError('CA_ABSENT', 'server.ca was read, but this server has no CA of its own.')
  }
  return Object.defineProperty(rest, 'ca', ca ? { value: ca, enumerable: true } : { get }) as FourportServer
}
