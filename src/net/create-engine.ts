import type { Socket } from 'node:net'
import { BlockPool } from '../base/buffer-list.ts'
import { Emitter } from '../base/emitter.ts'
import { FourportError } from '../base/errors.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { ScenarioName } from '../model/scenario.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { replies } from '../protocol/replies/replies.ts'
import type { ServerShared } from '../protocol/shared.ts'
import { loadConnection } from '../protocol/smtp-server.ts'
import { TrustingPeers } from '../protocol/stages/trusting-peers.ts'
import { Connection } from './connection.ts'
import type { ListenerScenario, ListenerSpec, OpenSession, SmtpEngine, SmtpEngineParts } from './engine.ts'
import { LateAnswers } from './late-answers.ts'
import { Listener } from './listener.ts'
import type { ListenerParts, NetShared } from './shared.ts'
import { Sweeper } from './sweeper.ts'

const defaultAnswerTimeoutMs = 30_000
/** When the ports answer and whoever waited for that has been told: what the first command needs is loaded then. */
const loadAfterMs = 50
/** What a client gets to take its 421 in at a stop, when it had its time already. */
const lastWordsMs = 300
/** Closing thousands of connections in one turn would stall everything else. */
const stopSlice = 256

/** The SMTP side of one server: its listeners, their sessions, their end. */
export function createSmtpEngine(parts: SmtpEngineParts): SmtpEngine {
  return new Engine(parts)
}

class Engine implements SmtpEngine {
  readonly #parts: SmtpEngineParts
  readonly #server: ServerShared
  readonly #net: NetShared
  readonly #listeners: Listener[] = []
  readonly #connections = new Set<Connection>()
  readonly #sweeper: Sweeper
  #loading: NodeJS.Timeout | null = null
  #closing: Promise<void> | null = null
  #onEmpty: (() => void) | null = null

  constructor(parts: SmtpEngineParts) {
    const { settings, credentials, faults, clock, ids, random, store, tls, onError } = parts
    const { answerTimeoutMs = defaultAnswerTimeoutMs } = parts
    this.#parts = parts
    this.#server = {
      settings,
      credentials,
      faults,
      wallMs: () => clock.now(),
      ids,
      random,
      answerTimeoutMs,
      inFlight: { bytes: 0 },
      blocks: new BlockPool(parts.maxIdleBlockBytes),
      trusting: new TrustingPeers(),
    }
    const lateAnswers = new LateAnswers(store, onError)
    this.#net = { store, lateAnswers, clock, tls, onError, progress: new Emitter(onError) }
    const { idleTimeoutMs, sessionTimeoutMs, handshakeTimeoutMs } = settings
    const shortest = Math.min(idleTimeoutMs, sessionTimeoutMs, handshakeTimeoutMs, answerTimeoutMs)
    this.#sweeper = new Sweeper(this.#connections, clock, shortest)
  }

  async listen(spec: ListenerSpec): Promise<BoundPort> {
    if (this.#closing !== null) throw closed(spec)
    const { holdsProcess } = this.#parts
    const listener = new Listener(spec, {
      server: this.#server,
      net: this.#net,
      holdsProcess,
      accept: (to, parts, socket) => this.#accept(to, parts, socket),
    })
    const port = await listener.open()
    if (this.#closing !== null) {
      await listener.close()
      throw closed(spec)
    }
    this.#listeners.push(listener)
    // Beside tests the first command loads it: Jest lets nothing be loaded when the tests have ended, and that may be soon.
    if (holdsProcess) this.#loading ??= setTimeout(() => this.#guard(loadConnection), loadAfterMs).unref()
    return port
  }

  async setScenario(name: string, scenario: ListenerScenario | null): Promise<void> {
    const listener = this.#listeners.find(({ spec }) => spec.name === name)
    if (listener === undefined) throw new TypeError(`There is no listener ${name}`)
    if (this.#closing !== null) throw closed(listener.spec)
    await listener.setScenario(scenario)
  }

  scenarioOf(name: string): ScenarioName | null {
    return this.#listeners.find(({ spec }) => spec.name === name)?.scenario ?? null
  }

  openSessions(): readonly SessionRecord[] {
    return [...this.#connections].map((connection) => connection.snapshot())
  }

  watch(listener: (session: OpenSession) => void): () => void {
    return this.#net.progress.on(listener)
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  #accept({ load }: Listener, parts: ListenerParts, socket: Socket): void {
    if (!this.#parts.holdsProcess) socket.unref()
    const { maxConnections } = this.#parts.settings
    // Those refused do not count: slow to leave, they would keep others out for as long.
    const kind = load.admitted < maxConnections ? 'admitted' : 'refused'
    load[kind]++
    const refused = kind === 'refused' ? replies.busy : null
    const connection = new Connection(parts, socket, refused, (ended) => {
      load[kind]--
      this.#connections.delete(ended)
      this.#guard(() => this.#parts.sessionEnded(ended.snapshot()))
      if (this.#connections.size > 0) return
      this.#sweeper.stop()
      this.#onEmpty?.()
    })
    this.#connections.add(connection)
    this.#sweeper.start()
    if (this.#closing !== null) connection.stop()
    // As many again as the limit are refused politely; beyond that they are cut.
    else if (load.refused > maxConnections) connection.refuse(replies.busy.text)
    else connection.open()
    this.#sweeper.timeSoon(connection)
    connection.tellProgress()
  }

  async #close(): Promise<void> {
    if (this.#loading !== null) clearTimeout(this.#loading)
    const closed = Promise.all(this.#listeners.map((listener) => listener.close()))
    let done = 0
    for (const connection of Array.from(this.#connections)) {
      connection.stop()
      if (++done % stopSlice === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    if (this.#connections.size > 0) await this.#drained()
    await closed
  }

  /** All sessions over, or the time is: then the rest get their 421 too, and are cut. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      let late = setTimeout(() => {
        for (const connection of this.#connections) connection.stopNow()
        late = setTimeout(() => {
          for (const connection of this.#connections) connection.destroy()
        }, lastWordsMs)
      }, this.#parts.settings.closeTimeoutMs)
      this.#onEmpty = () => {
        clearTimeout(late)
        resolve()
      }
    })
  }

  #guard(action: () => void): void {
    try {
      action()
    } catch (error) {
      this.#parts.onError(error)
    }
  }
}

function closed(spec: ListenerSpec): FourportError {
  return new FourportError('SERVER_CLOSED', `Cannot listen for ${spec.name}: the server is closed.`)
}
