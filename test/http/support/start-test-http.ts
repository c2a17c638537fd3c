import { Garbage } from '../../../src/base/garbage.ts'
import { createIds, systemClock } from '../../../src/base/passed-in.ts'
import type { Threads } from '../../../src/base/thread-work.ts'
import { createMessageParser } from '../../../src/capture/create-parser.ts'
import { Faults } from '../../../src/faults/faults.ts'
import type { HttpContext, InboxFacts } from '../../../src/http/context.ts'
import { startHttp, type HttpListener, type HttpOptions } from '../../../src/http/start-http.ts'
import type { Verdict } from '../../../src/model/finding.ts'
import { BufferList } from '../../../src/base/buffer-list.ts'
import type { CapturedMessage, MessageOrigin, NewMessage } from '../../../src/model/message.ts'
import type { BoundPort } from '../../../src/model/port-profile.ts'
import { faultsFace } from '../../../src/server/start-page.ts'
import { createInboxView } from '../../../src/server/inbox-view.ts'
import { readHeader } from '../../../src/protocol/input/header-facts.ts'
import { createInboxes } from '../../../src/server/inboxes.ts'
import { listFindings } from '../../../src/server/findings/list-findings.ts'
import { waitForFinding } from '../../../src/server/findings/wait-for-finding.ts'
import { openMemoryStore } from '../../../src/store/memory/memory-store.ts'
import type { OpenStore, Store, StoreLimits } from '../../../src/store/store.ts'
import { WaitIndex } from '../../../src/store/wait-index.ts'

/** Of a message that is made up, what is to be another way. */
type Change = Partial<Omit<NewMessage, 'origin'>> & { readonly origin?: Partial<MessageOrigin> }

export interface TestHttp extends HttpListener {
  readonly store: Store
  /** Faults the server reported; a test that expects none checks that it is empty. */
  readonly errors: unknown[]
  /** Puts a message into the store as the SMTP side would. */
  add(raw: Buffer | string, change?: Change): Promise<CapturedMessage>
  [Symbol.asyncDispose](): Promise<void>
}

interface Settings {
  readonly security?: Partial<HttpContext['security']>
  readonly release?: HttpContext['release']
  readonly webRoot?: string
  readonly limits?: Partial<StoreLimits>
  readonly options?: Partial<Omit<HttpOptions, 'context'>>
  readonly verdict?: (sessionId: string) => Partial<Verdict>
  readonly openSessions?: HttpContext['openSessions']
  readonly watchSessions?: HttpContext['watchSessions']
  readonly verifyRun?: HttpContext['verifyRun']
  /** Where messages that are not small are read. Default: here. */
  readonly threads?: Threads
}

export const noFaults = { bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false }

export const relayPort: BoundPort = {
  name: 'relay',
  profile: 'relay',
  host: '127.0.0.1',
  addresses: ['127.0.0.1'],
  port: 10025,
  tls: 'none',
  tlsRequired: false,
  auth: 'off',
}

/** What keeps the messages: a file of tests may have all others played on another. */
export const stores: { open: OpenStore } = { open: openMemoryStore }

/** The HTTP side over a real store and a real socket, without the SMTP side. */
export async function startTestHttp(settings: Settings = {}): Promise<TestHttp> {
  const parser = createMessageParser({}, settings.threads ?? null)
  const errors: unknown[] = []
  const onError = (error: unknown): void => void errors.push(error)
  const limits = {
    maxMessages: 10_000,
    maxMessageBytes: 256 * 1024 * 1024,
    maxAgeMs: 0,
    maxSessions: 1000,
    maxSessionBytes: 16 * 1024 * 1024,
    ...settings.limits,
  }
  const store = await stores.open({ limits, clock: systemClock, parser, onError })
  const ids = createIds()
  const add: TestHttp['add'] = async (raw, change = {}) => {
    const content = new BufferList([Buffer.from(raw)])
    const added = await store.addMessage({
      id: ids.next('m'),
      receivedAt: Date.now(),
      content,
      envelope: {
        mailFrom: 'sender@example.test',
        rcptTo: ['rcpt@example.test'],
        mailParameters: {},
        rcptParameters: {},
      },
      faults: noFaults,
      subject: readHeader(content.joined(), content.sizeBytes).subject,
      ...change,
      origin: {
        listener: 'relay',
        profile: 'relay',
        port: 10025,
        sessionId: 's00000001',
        tls: null,
        auth: null,
        remote: { host: '127.0.0.1', port: 40000 },
        clientName: 'client.example.test',
        ...change.origin,
      },
    })
    if ('refused' in added) throw added.refused
    return added.kept
  }
  const verdict: HttpContext['verdict'] = (session) => ({
    outcome: 'ok',
    findings: [],
    client: null,
    tlsLibrary: null,
    summary: '',
    ...settings.verdict?.(session.id),
  })
  const openSessions = settings.openSessions ?? (() => [])
  let made = 0
  const inboxes = createInboxes({
    ids: { next: (prefix) => `${prefix}${++made}` },
    clock: systemClock,
    users: [],
  })
  const viewOf = (inbox: InboxFacts) => createInboxView(inbox, { inboxes, store })
  const reviews = { settled: verdict, isPending: () => false, watch: () => () => undefined }
  const source = { store, clock: systemClock, openSessions, watch: () => () => undefined, verdict, reviews }
  const faults = new Faults()
  const context: HttpContext = {
    version: '0.0.0-test',
    startedAt: Date.now(),
    webRoot: settings.webRoot ?? '',
    ports: [relayPort],
    ca: { pem: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n', file: '/tmp/ca.pem' },
    leaf: { names: ['localhost'], caFile: '/tmp/ca.pem' },
    login: null,
    store,
    reader: parser.reader({ bytesOf: ({ id }) => store.bytes(id), areLent: false }),
    waits: new WaitIndex(store.feed),
    verdict,
    reviews,
    openSessions,
    watchSessions: settings.watchSessions ?? (() => () => undefined),
    findings: (match, { inbox, ...rest }) =>
      listFindings(source, match, { ...rest, scope: inbox && viewOf(inbox).findings }),
    waitForFinding: (match, { inbox, ...rest }) =>
      waitForFinding(source, match, { ...rest, scope: inbox && viewOf(inbox).findings }),
    docs: () => undefined,
    inboxes: { ...inboxes, viewOf },
    // There is no SMTP side to send to.
    sendTestMail: () => Promise.reject(new Error('There are no listeners here')),
    // Nor one to put a scenario on.
    scenarios: {
      of: () => null,
      set: () => Promise.reject(new Error('There are no listeners here')),
      clear: async () => undefined,
      watch: () => () => undefined,
    },
    verifyRun: settings.verifyRun ?? null,
    inject: ({ raw, mailFrom, rcptTo }) =>
      add(raw, { envelope: { mailFrom, rcptTo, mailParameters: {}, rcptParameters: {} } }),
    faults: faultsFace(faults, { listeners: ['relay'], hasInbox: () => true }),
    release: settings.release ?? null,
    security: { allowedHosts: [], corsOrigins: [], basicAuth: null, token: null, ...settings.security },
  }
  const listener = await startHttp({
    context,
    hosts: ['127.0.0.1'],
    port: 0,
    tls: null,
    maxStreamBytes: 32 * 1024 * 1024,
    room: {
      inFlight: { bytes: 0 },
      limitBytes: 128 * 1024 * 1024,
      maxJsonBytes: 40 * 1024 * 1024,
      garbage: new Garbage(Infinity),
    },
    uiDirectory: null,
    onError,
    holdsProcess: true,
    ...settings.options,
  })
  const close = async (): Promise<void> => {
    await listener.close()
    await store.close()
  }
  return { ...listener, close, store, errors, add, [Symbol.asyncDispose]: close }
}
