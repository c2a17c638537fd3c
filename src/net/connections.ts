import type { Socket } from 'node:net'
import { systemClock } from '../base/passed-in.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { replies } from '../protocol/replies/replies.ts'
import { Connection } from './connection.ts'
import type { SmtpEngineParts } from './engine.ts'
import { OpenConnections, type OpenPlace } from './open-connections.ts'
import type { ListenerParts } from './shared.ts'

const slowestSweepMs = 500
const fastestSweepMs = 20
/** Timers of a healthy process are late by a few milliseconds; what is more has been seen too late. */
const toleratedLateMs = 50
/** How long a client gets to read its 421 at a stop, after `closeTimeoutMs`. */
const lastWordsMs = 300
/** Closing thousands of connections at once would block the event loop. */
const stopSlice = 256

/** Open connections of one listener: those that were accepted, and those that were refused because there were too many. */
export interface Load {
  admitted: number
  refused: number
}

type Parts = Pick<SmtpEngineParts, 'settings' | 'clock' | 'sessionEnded' | 'onError' | 'holdsProcess'>

/** The open connections of one server: accepted while there is room, called when something is due, stopped. */
export class Connections {
  readonly #parts: Parts
  readonly #open = new OpenConnections<Connection>()
  #sweepMs: number
  #sweeping: NodeJS.Timeout | null = null
  /** When the interval fired last. Whatever clock the sessions have: it is the process itself that may be late. */
  #sweptMs = 0
  #stopping = false
  #onEmpty: (() => void) | null = null

  /** @param shortestMs - The shortest time that anything is given */
  constructor(parts: Parts, shortestMs: number) {
    this.#parts = parts
    this.#sweepMs = Math.max(fastestSweepMs, Math.min(slowestSweepMs, shortestMs / 4))
  }

  snapshots(): readonly SessionRecord[] {
    return this.#open.all().map((connection) => connection.snapshot())
  }

  /** For how long the event loop has been late by now, in milliseconds: no open session knows of it yet. */
  get lateMs(): number {
    if (this.#sweeping === null) return 0
    const lateMs = systemClock.elapsedMs() - this.#sweptMs - this.#sweepMs
    return lateMs > toleratedLateMs ? lateMs : 0
  }

  accept(load: Load, parts: ListenerParts, socket: Socket): void {
    if (!this.#parts.holdsProcess) socket.unref()
    const { maxConnections } = this.#parts.settings
    // Those refused do not count: slow to leave, they would keep others out for as long.
    const kind = load.admitted < maxConnections ? 'admitted' : 'refused'
    load[kind]++
    const refused = kind === 'refused' ? replies.busy : null
    const connection = new Connection(parts, socket, refused, (ended) => {
      load[kind]--
      this.#open.delete(place)
      this.#ended(ended)
    })
    const place = this.#open.add(connection)
    this.#sweep()
    if (this.#stopping) connection.stop('when-idle')
    // As many again as the limit are refused politely; beyond that they are cut.
    else connection.open(load.refused > maxConnections ? replies.busy.text : null)
    this.#timeSoon(place)
    connection.tellProgress()
  }

  /** Lets messages in flight finish within the time there is for that, and ends all. */
  async stop(): Promise<void> {
    this.#stopping = true
    // A client that keeps the server from ending is cut when its time is up, and not up to half a second later.
    this.#sweepMs = fastestSweepMs
    if (this.#sweeping !== null) clearInterval(this.#sweeping)
    this.#sweeping = null
    if (this.#open.size > 0) this.#sweep()
    let done = 0
    for (const connection of this.#open.all()) {
      connection.stop('when-idle')
      if (++done % stopSlice === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    if (this.#open.size > 0) await this.#drained()
  }

  #ended(connection: Connection): void {
    try {
      this.#parts.sessionEnded(connection.snapshot())
    } catch (error) {
      this.#parts.onError(error)
    }
    if (this.#open.size > 0) return
    if (this.#sweeping !== null) clearInterval(this.#sweeping)
    this.#sweeping = null
    this.#onEmpty?.()
  }

  /** Calls the connections that have something due, all in one interval: a timer for each would cost more than they do. */
  #sweep(): void {
    if (this.#sweeping !== null) return
    this.#sweptMs = systemClock.elapsedMs()
    // Its reason: a timer for each of thousands of connections, set anew with each command, would be most of their cost.
    this.#sweeping = setInterval(() => {
      const { lateMs } = this
      this.#sweptMs = systemClock.elapsedMs()
      if (lateMs > 0) for (const connection of this.#open.all()) connection.late(lateMs)
      // Timers come before sockets: what a client has sent meanwhile is read first.
      setImmediate(this.#timeAll)
    }, this.#sweepMs).unref() // As long as a connection is open, that is what holds the process.
  }

  readonly #timeAll = (): void => {
    const nowMs = this.#parts.clock.elapsedMs()
    for (const connection of this.#open.all()) if (connection.dueMs <= nowMs) connection.time()
  }

  /** What is due before the next sweep has a timer of its own: a held greeting. */
  #timeSoon(place: OpenPlace<Connection>): void {
    const { connection } = place
    const inMs = connection.dueMs - this.#parts.clock.elapsedMs()
    if (inMs >= this.#sweepMs) return
    const onTime = (): void => {
      if (place.at < 0) return
      connection.time()
      // Node's timers count whole milliseconds, and may come a part of one too soon.
      this.#timeSoon(place)
    }
    // Timers come before sockets: on a busy machine a ClientHello may lie there unread when time is up.
    setTimeout(() => setImmediate(onTime), Math.ceil(Math.max(1, inMs))).unref()
  }

  /** All sessions over, or the time is: then the rest get their 421 too, and are cut. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      let late = setTimeout(() => {
        for (const connection of this.#open.all()) connection.stop('now')
        late = setTimeout(() => {
          for (const connection of this.#open.all()) connection.destroy()
        }, lastWordsMs)
      }, this.#parts.settings.closeTimeoutMs)
      this.#onEmpty = () => {
        clearTimeout(late)
        resolve()
      }
    })
  }
}
