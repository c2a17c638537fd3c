import type { Server, Socket } from 'node:net'
import { BlockPool } from '../base/buffer-list.ts'
import { Emitter } from '../base/emitter.ts'
import { FourportError } from '../base/errors.ts'
import { closeServer } from '../base/listen-on.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { replies } from '../protocol/replies/replies.ts'
import type { ServerShared } from '../protocol/shared.ts'
import { createHost, loadConnection } from '../protocol/smtp-server.ts'
import { UnexpectedTlsPeers } from '../protocol/stages/unexpected-tls-peers.ts'
import { TrustingPeers } from '../protocol/stages/trusting-peers.ts'
import { bind } from './bind.ts'
import { Connection } from './connection.ts'
import type { ListenerSpec, OpenSession, SmtpEngine, SmtpEngineParts } from './engine.ts'
import type { ListenerParts, NetShared } from './shared.ts'

const defaultAnswerTimeoutMs = 30_000
const slowestSweepMs = 500
const fastestSweepMs = 20
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
  readonly #servers: Server[] = []
  readonly #connections = new Set<Connection>()
  readonly #sweepMs: number
  #sweeper: NodeJS.Timeout | null = null
  #loading: NodeJS.Timeout | null = null
  #closing: Promise<void> | null = null
  #onEmpty: (() => void) | null = null

  constructor(parts: SmtpEngineParts) {
    const { settings, credentials, faults, clock, ids, random, sink, tls, onError } = parts
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
    this.#net = { sink, clock, tls, onError, progress: new Emitter(onError) }
    const { idleTimeoutMs, sessionTimeoutMs, handshakeTimeoutMs } = settings
    const shortest = Math.min(idleTimeoutMs, sessionTimeoutMs, handshakeTimeoutMs, answerTimeoutMs)
    this.#sweepMs = Math.max(fastestSweepMs, Math.min(slowestSweepMs, shortest / 4))
  }

  async listen(spec: ListenerSpec): Promise<BoundPort> {
    const { profile } = spec
    if (this.#closing !== null) throw closed(spec)
    if (profile.tls !== 'none' && this.#parts.tls === null) {
      throw new FourportError(
        'OPTION_CONFLICT',
        `${spec.name} needs TLS (${profile.tls}), and there is no certificate.`,
      )
    }
    let listener: ListenerParts | null = null
    const load = { admitted: 0, refused: 0 }
    const bound = await bind(spec, this.#parts.onError, (socket) => {
      // Not all addresses are bound yet, and perhaps never will be.
      if (listener === null) socket.destroy()
      else this.#accept(listener, socket, load)
    })
    if (this.#closing !== null) {
      await Promise.all(bound.servers.map(closeServer))
      throw closed(spec)
    }
    this.#servers.push(...bound.servers)
    // Beside tests the first command loads it: Jest lets nothing be loaded when the tests have ended, and that may be soon.
    if (this.#parts.holdsProcess)
      this.#loading ??= setTimeout(() => this.#guard(loadConnection), loadAfterMs).unref()
    else for (const server of bound.servers) server.unref()
    const port: BoundPort = {
      name: spec.name,
      profile: profile.name,
      host: bound.addresses[0] ?? '',
      addresses: bound.addresses,
      port: bound.port,
      tls: profile.tls,
      tlsRequired: profile.tlsRequired,
      auth: profile.auth,
    }
    listener = this.#share(spec, port)
    return port
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

  #share(spec: ListenerSpec, port: BoundPort): ListenerParts {
    const { settings, onError, tls: contexts } = this.#parts
    const { name, profile, host, port: number, tls, tlsRequired, auth } = port
    const listener = {
      ...this.#server,
      profile: spec.profile,
      port: Object.freeze({ name, profile, host, port: number, tls, tlsRequired, auth }),
      speaksTls: contexts !== null,
      leaf: tls === 'none' ? null : (contexts?.leaf ?? null),
      clearHost: createHost(spec.profile, false, settings, onError),
      secureHost: createHost(spec.profile, true, settings, onError),
      unexpectedTlsPeers: new UnexpectedTlsPeers(),
    }
    return { ...this.#net, listener }
  }

  #accept(parts: ListenerParts, socket: Socket, load: { admitted: number; refused: number }): void {
    if (!this.#parts.holdsProcess) socket.unref()
    const { maxConnections } = this.#parts.settings
    // Those refused do not count: slow to leave, they would keep others out for as long.
    const kind = load.admitted < maxConnections ? 'admitted' : 'refused'
    load[kind]++
    const refused = kind === 'refused' ? replies.busy : null
    const connection = new Connection(parts, socket, refused, (ended) => {
      load[kind]--
      this.#connections.delete(ended)
      this.#guard(() => parts.sink.sessionEnded(ended.snapshot()))
      if (this.#connections.size > 0) return
      this.#stopSweeping()
      this.#onEmpty?.()
    })
    this.#connections.add(connection)
    this.#startSweeping()
    if (this.#closing !== null) connection.stop()
    // As many again as the limit are refused politely; beyond that they are cut.
    else if (load.refused > maxConnections) connection.refuse(replies.busy.text)
    else connection.open()
    this.#timeSoon(connection)
    connection.tellProgress()
  }

  /** What is due before the next sweep has a timer of its own: a held greeting. */
  #timeSoon(connection: Connection): void {
    const inMs = connection.dueMs - this.#parts.clock.elapsedMs()
    if (inMs >= this.#sweepMs) return
    const onTime = (): void => {
      if (!this.#connections.has(connection)) return
      connection.time()
      // Node's timers count whole milliseconds, and may come a part of one too soon.
      this.#timeSoon(connection)
    }
    // Timers come before sockets: on a busy machine a ClientHello may lie there unread when time is up.
    setTimeout(() => setImmediate(onTime), Math.ceil(Math.max(1, inMs))).unref()
  }

  #startSweeping(): void {
    this.#sweeper ??= setInterval(() => {
      const nowMs = this.#parts.clock.elapsedMs()
      for (const connection of this.#connections) if (connection.dueMs <= nowMs) connection.time()
    }, this.#sweepMs).unref() // As long as a connection is open, that is what holds the process.
  }

  #stopSweeping(): void {
    if (this.#sweeper !== null) clearInterval(this.#sweeper)
    this.#sweeper = null
  }

  async #close(): Promise<void> {
    if (this.#loading !== null) clearTimeout(this.#loading)
    const closed = Promise.all(this.#servers.map(closeServer))
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
