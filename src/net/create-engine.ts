import { BlockPool } from '../base/buffer-list.ts'
import { Emitter } from '../base/emitter.ts'
import type { InFlight } from '../base/in-flight.ts'
import { FourportError } from '../base/errors.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { ServerShared } from '../protocol/shared.ts'
import { loadSmtpServer } from '../protocol/smtp-server.ts'
import { TrustingPeers } from '../protocol/peers/trusting-peers.ts'
import { Connections } from './connections.ts'
import type { ListenerScenario, ListenerSpec, OpenSession, SmtpEngine, SmtpEngineParts } from './engine.ts'
import { LateAnswers } from './late-answers.ts'
import { Listener } from './listener.ts'
import type { NetShared } from './shared.ts'

const defaultAnswerTimeoutMs = 30_000
/** What the first command needs is loaded so long after the ports answer: the start comes first. */
const loadAfterMs = 50

/** The SMTP side of one server: its listeners, their sessions, their end. */
export function createSmtpEngine(parts: SmtpEngineParts): SmtpEngine {
  return new Engine(parts)
}

class Engine implements SmtpEngine {
  readonly inFlight: InFlight = { bytes: 0 }
  readonly #parts: SmtpEngineParts
  readonly #server: ServerShared
  readonly #net: NetShared
  readonly #listeners: Listener[] = []
  readonly #connections: Connections
  #loading: NodeJS.Timeout | null = null
  #closing: Promise<void> | null = null

  constructor(parts: SmtpEngineParts) {
    const { settings, credentials, faults, clock, ids, random, store, tls, onError } = parts
    const { answerTimeoutMs = defaultAnswerTimeoutMs } = parts
    this.#parts = parts
    this.#server = {
      settings,
      credentials,
      faults,
      wallMs: clock.now.bind(clock),
      ids,
      random,
      answerTimeoutMs,
      inFlight: this.inFlight,
      blocks: new BlockPool(parts.maxIdleBlockBytes),
      trusting: new TrustingPeers(),
    }
    const lateAnswers = new LateAnswers(store, onError)
    this.#net = { store, lateAnswers, clock, tls, onError, progress: new Emitter(onError) }
    const { idleTimeoutMs, sessionTimeoutMs, handshakeTimeoutMs } = settings
    const shortest = Math.min(idleTimeoutMs, sessionTimeoutMs, handshakeTimeoutMs, answerTimeoutMs)
    this.#connections = new Connections(parts, shortest)
  }

  async listen(spec: ListenerSpec): Promise<BoundPort> {
    if (this.#closing !== null) throw closed(spec)
    const { holdsProcess, passwordOf = () => null, isOneClient = false } = this.#parts
    const listener = new Listener(spec, {
      server: this.#server,
      net: this.#net,
      passwordOf,
      isOneClient,
      holdsProcess,
      connections: this.#connections,
    })
    const port = await listener.open()
    if (this.#closing !== null) {
      await listener.close()
      throw closed(spec)
    }
    this.#listeners.push(listener)
    // Beside tests the first command loads it: Jest lets nothing be loaded when the tests have ended, and that may be soon.
    if (holdsProcess) this.#loading ??= setTimeout(() => this.#load(), loadAfterMs).unref()
    return port
  }

  async setScenario(name: string, scenario: ListenerScenario | null): Promise<void> {
    const listener = this.#listeners.find(({ spec }) => spec.name === name)
    if (listener === undefined) throw new TypeError(`There is no listener ${name}`)
    if (this.#closing !== null) throw closed(listener.spec)
    await listener.setScenario(scenario)
  }

  meetAgain(name: string): void {
    this.#listeners.find(({ spec }) => spec.name === name)?.meetAgain()
  }

  scenarioOf(name: string): ListenerScenario | null {
    return this.#listeners.find(({ spec }) => spec.name === name)?.scenario ?? null
  }

  get lateMs(): number {
    return this.#connections.lateMs
  }

  openSessions(): readonly SessionRecord[] {
    return this.#connections.snapshots()
  }

  watch(listener: (session: OpenSession) => void): () => void {
    return this.#net.progress.on(listener)
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  #load(): void {
    try {
      loadSmtpServer()
    } catch (error) {
      this.#parts.onError(error)
    }
  }

  async #close(): Promise<void> {
    if (this.#loading !== null) clearTimeout(this.#loading)
    const closed = Promise.all(this.#listeners.map((listener) => listener.close()))
    await this.#connections.stop()
    await closed
  }
}

function closed(spec: ListenerSpec): FourportError {
  return new FourportError('SERVER_CLOSED', `Cannot listen for ${spec.name}: the server is closed.`)
}
