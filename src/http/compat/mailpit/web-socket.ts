import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, createWebSocketStream, type WebSocket } from 'ws'
import type { FeedEvent } from '../../../model/feed-event.ts'
import { OrderedWriter } from '../../live/ordered-writer.ts'
import type { MailpitParts } from './mailpit.ts'
import { toMailpitSummary } from './to-mailpit.ts'

// Mailpit's own pace: a page that is closed without a word is noticed within two minutes.
const pingMs = 54_000
/** Numbers are told once for a burst. */
const statsDelayMs = 250
/** More deletions than that are told as one `prune`. */
const namedDeletions = 200
/** Clients have nothing to say. */
const maxPayloadBytes = 4096

/** Mailpit's WebSocket: `new`, `stats`, `update`, `delete`, `prune`, `truncate`. */
export class MailpitSockets {
  readonly #parts: MailpitParts
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    perMessageDeflate: false,
  })

  constructor(parts: MailpitParts) {
    this.#parts = parts
    parts.closing.addEventListener('abort', () => {
      for (const socket of this.#server.clients) socket.close(1001)
    })
  }

  /** Takes over a connection that the gate let in. */
  open(incoming: IncomingMessage, connection: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(incoming, connection, head, (socket) => this.#serve(socket))
  }

  #serve(socket: WebSocket): void {
    const { context, labels, onError } = this.#parts
    const stream = createWebSocketStream(socket, { decodeStrings: false })
    stream.on('error', () => socket.terminate())
    stream.resume()
    const writer = new OrderedWriter(stream, onError)
    const tell = (Type: string, make: () => unknown, sizeBytes = 0): void =>
      writer.push({ sizeBytes, make: async () => JSON.stringify({ Type, Data: await make() }) })
    const tellStats = this.#statsSoon(tell)
    const unfollow = context.store.feed.subscribe((event) => this.#tellEvent(event, tell, tellStats))
    const unlabel = labels.changes.on((change) => {
      tell('update', () => change)
      tellStats()
    })
    const ping = setInterval(() => socket.ping(), pingMs)
    socket.once('close', () => {
      unfollow()
      unlabel()
      clearInterval(ping)
      tellStats.stop()
    })
    tellStats()
  }

  #tellEvent(event: FeedEvent, tell: Tell, tellStats: () => void): void {
    const { context, labels } = this.#parts
    if (event.type === 'session') return
    if (event.type === 'message') {
      const { message } = event
      tell(
        'new',
        async () => toMailpitSummary(message, await context.parse(message), labels),
        message.sizeBytes,
      )
    } else if (event.reason === 'deleted' && context.store.counts().messages === 0) {
      tell('truncate', () => null)
    } else if (event.reason === 'deleted' && event.ids.length <= namedDeletions) {
      for (const ID of event.ids) tell('delete', () => ({ ID }))
    } else {
      tell('prune', () => null)
    }
    tellStats()
  }

  #statsSoon(tell: Tell): (() => void) & { stop(): void } {
    const { context, labels } = this.#parts
    let timer: NodeJS.Timeout | undefined
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        const Total = context.store.counts().messages
        tell('stats', () => ({ Total, Unread: Total - labels.readCount, Version: context.version }))
      }, statsDelayMs)
    }
    return Object.assign(soon, { stop: () => clearTimeout(timer) })
  }
}

type Tell = (type: string, make: () => unknown, sizeBytes?: number) => void
