import type { Server, Socket } from 'node:net'
import { BlockPool } from '../base/block-pool.ts'
import { Emitter } from '../base/emitter.ts'
import { FourportError } from '../base/errors.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { createHost, loadConnection } from './connection.ts'
import type { ListenerSpec, OpenSession, SmtpEngine, SmtpEngineParts } from './engine.ts'
import { Knocks } from './knocks.ts'
import { TrustingPeers } from './trusting-peers.ts'
import { bind, closeServer } from './listener.ts'
import { replies } from './replies.ts'
import { Session } from './session.ts'
import type { EngineShared, ListenerShared } from './shared.ts'

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
  readonly #shared: EngineShared
  readonly #servers: Server[] = []
  readonly #sessions = new Set<Session>()
  readonly #sweepMs: number
  #sweeper: NodeJS.Timeout | null = null
  #loading: NodeJS.Timeout | null = null
  #closing: Promise<void> | null = null
  #onEmpty: (() => void) | null = null

  constructor(parts: SmtpEngineParts) {
    this.#shared = {
      ...parts,
      answerTimeoutMs: parts.answerTimeoutMs ?? defaultAnswerTimeoutMs,
      inFlight: { bytes: 0 },
      blocks: new BlockPool(parts.maxIdleBlockBytes),
      progress: new Emitter(parts.onError),
      trusting: new TrustingPeers(),
    }
    const { idleTimeoutMs, sessionTimeoutMs, handshakeTimeoutMs } = parts.settings
    const { answerTimeoutMs } = this.#shared
    const shortest = Math.min(idleTimeoutMs, sessionTimeoutMs, handshakeTimeoutMs, answerTimeoutMs)
    this.#sweepMs = Math.max(fastestSweepMs, Math.min(slowestSweepMs, shortest / 4))
  }

  async listen(spec: ListenerSpec): Promise<BoundPort> {
    const { profile } = spec
    if (this.#closing !== null) throw closed(spec)
    if (profile.tls !== 'none' && this.#shared.tls === null) {
      throw new FourportError(
        'OPTION_CONFLICT',
        `${spec.name} needs TLS (${profile.tls}), and there is no certificate.`,
      )
    }
    let listener: ListenerShared | null = null
    const load = { admitted: 0, refused: 0 }
    const bound = await bind(spec, this.#shared.onError, (socket) => {
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
    if (this.#shared.holdsProcess)
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
    return [...this.#sessions].map((session) => session.snapshot())
  }

  watch(listener: (session: OpenSession) => void): () => void {
    return this.#shared.progress.on(listener)
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  #share(spec: ListenerSpec, port: BoundPort): ListenerShared {
    const { settings, onError } = this.#shared
    const { name, profile, host, port: number, tls, tlsRequired, auth } = port
    return {
      ...this.#shared,
      profile: spec.profile,
      port: Object.freeze({ name, profile, host, port: number, tls, tlsRequired, auth }),
      clearHost: createHost(spec.profile, false, settings, onError),
      secureHost: createHost(spec.profile, true, settings, onError),
      knocks: new Knocks(),
    }
  }

  #accept(listener: ListenerShared, socket: Socket, load: { admitted: number; refused: number }): void {
    if (!listener.holdsProcess) socket.unref()
    const { maxConnections } = listener.settings
    // Those refused do not count: slow to leave, they would keep others out for as long.
    const kind = load.admitted < maxConnections ? 'admitted' : 'refused'
    load[kind]++
    const session = new Session(listener, socket, kind === 'refused' ? replies.busy : null, (ended) => {
      load[kind]--
      this.#sessions.delete(ended)
      this.#guard(() => listener.sink.sessionEnded(ended.snapshot()))
      if (this.#sessions.size > 0) return
      this.#stopSweeping()
      this.#onEmpty?.()
    })
    this.#sessions.add(session)
    this.#startSweeping()
    if (this.#closing !== null) session.stop()
    // As many again as the limit are refused politely; beyond that they are cut.
    else if (load.refused > maxConnections) session.refuse(replies.busy.text)
    else session.open()
    session.tellProgress()
  }

  #startSweeping(): void {
    this.#sweeper ??= setInterval(() => {
      const nowMs = this.#shared.clock.elapsedMs()
      for (const session of this.#sessions) session.sweep(nowMs)
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
    for (const session of Array.from(this.#sessions)) {
      session.stop()
      if (++done % stopSlice === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    if (this.#sessions.size > 0) await this.#drained()
    await closed
  }

  /** All sessions over, or the time is: then the rest get their 421 too, and are cut. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      let late = setTimeout(() => {
        for (const session of this.#sessions) session.stopNow()
        late = setTimeout(() => {
          for (const session of this.#sessions) session.destroy()
        }, lastWordsMs)
      }, this.#shared.settings.closeTimeoutMs)
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
      this.#shared.onError(error)
    }
  }
}

function closed(spec: ListenerSpec): FourportError {
  return new FourportError('SERVER_CLOSED', `Cannot listen for ${spec.name}: the server is closed.`)
}
