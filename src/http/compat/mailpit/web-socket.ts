import type { IncomingMessage } from 'node:http'
import { type Duplex, Writable } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { type Eventual, whenThere } from '../../../base/eventual.ts'
import type { FeedEvent, RemovalReason } from '../../../model/feed-event.ts'
import type { CapturedMessage } from '../../../model/message.ts'
import type { Letter } from '../../../model/parsed-message.ts'
import { nothingIfGone } from '../../live/encode-event.ts'
import { Broadcast } from '../../live/broadcast.ts'
import { StreamReader } from '../../live/stream-reader.ts'
import type { MailpitParts } from './mailpit-parts.ts'
import { toMailpitSummary } from './to-mailpit.ts'
import { readWhole, type WholeMessage } from './whole-message.ts'

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

  readonly #broadcast: Broadcast
  #stats: NodeJS.Timeout | undefined

  constructor(parts: MailpitParts) {
    this.#parts = parts
    this.#broadcast = new Broadcast({
      store: parts.context.store,
      // Mailpit's summary says more than ours.
      glance: null,
      encode: (event, read) => this.#encode(event, read?.bytes),
      listen: () => this.#listen(),
      waiting: parts.waiting,
      onError: parts.onError,
    })
    parts.closing.addEventListener('abort', () => {
      for (const socket of this.#server.clients) socket.close(1001)
    })
  }

  /** Takes over a connection that the gate let in. */
  open(incoming: IncomingMessage, connection: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(incoming, connection, head, (socket) => this.#serve(socket, connection))
  }

  #serve(socket: WebSocket, connection: Duplex): void {
    const { context, waiting, onError } = this.#parts
    socket.on('error', () => socket.terminate())
    const outgoing = outgoingOf(socket, connection)
    const parts = { outgoing, writesEach: true, broadcast: this.#broadcast, waiting, onError }
    // From now on: Mailpit's events have no positions, and its clients read the list anew when they come again.
    const reader = new StreamReader(parts, context.store.feed.position)
    // Its reason: a page that vanished without a word shows by nothing but a ping that is not answered.
    const ping = setInterval(() => socket.ping(), pingMs).unref()
    socket.once('close', () => {
      clearInterval(ping)
      reader.cut()
    })
    this.#statsSoon()
  }

  #listen(): () => void {
    const { context, labels } = this.#parts
    const unfollow = context.store.feed.subscribe((event) => this.#tellEvent(event))
    const unlabel = labels.watch(({ id, isRead, tags }) => {
      const change = { ID: id, ...(isRead !== undefined && { Read: isRead }), ...(tags && { Tags: tags }) }
      this.#say('update', change)
      this.#statsSoon()
    })
    return () => {
      unfollow()
      unlabel()
      clearTimeout(this.#stats)
      this.#stats = undefined
    }
  }

  #tellEvent(event: FeedEvent): void {
    if (event.type === 'message') this.#broadcast.tell(event)
    else if (event.type === 'removed') this.#sayRemoved(event.reason, event.ids)
    else return
    this.#statsSoon()
  }

  #sayRemoved(reason: RemovalReason, ids: readonly string[]): void {
    if (reason !== 'deleted') return this.#say('prune', null)
    this.#withCount((messages) => {
      if (messages === 0) this.#say('truncate', null)
      else if (ids.length > namedDeletions) this.#say('prune', null)
      else for (const ID of ids) this.#say('delete', { ID })
    })
  }

  /** Messages that there are, now or as soon as the store has said so. */
  #withCount(tell: (messages: number) => void): void {
    const told = whenThere(this.#parts.context.store.counts(), ({ messages }) => tell(messages))
    if (told instanceof Promise) told.catch(this.#parts.onError)
  }

  #encode(event: FeedEvent, bytes?: Buffer): Eventual<string> {
    if (event.type !== 'message') return ''
    const { message } = event
    const isRead = this.#parts.labels.isRead(message.id)
    const text = whenThere(this.#whole(message, bytes), (whole) =>
      frame('new', toMailpitSummary(whole, isRead)),
    )
    return text instanceof Promise ? text.catch(nothingIfGone) : text
  }

  /** Without a full parse where that can be: it takes far more than the mail itself. */
  #whole(message: CapturedMessage, raw?: Buffer): Eventual<WholeMessage<Letter>> {
    const { context, labels } = this.#parts
    const parsed = raw === undefined ? null : context.reader.letter(message, raw)
    if (raw === undefined || parsed === null) return readWhole(this.#parts, message, raw)
    return whenThere(labels.tagsOf(message, raw), (tags) => ({ message, raw, parsed, tags }))
  }

  #say(type: string, data: unknown): void {
    this.#broadcast.say(frame(type, data))
  }

  #statsSoon(): void {
    const { context, labels } = this.#parts
    this.#stats ??= setTimeout(() => {
      this.#stats = undefined
      this.#withCount((Total) =>
        this.#say('stats', { Total, Unread: Total - labels.readCount, Version: context.version }),
      )
    }, statsDelayMs)
  }
}

function frame(Type: string, Data: unknown): string {
  return JSON.stringify({ Type, Data })
}

/** A socket as a stream of text frames. Bytes are handed on as they are, the same for all, and those of a turn in one go. */
function outgoingOf(socket: WebSocket, connection: Duplex): Writable {
  const outgoing = new Writable({
    write(bytes: Buffer, _encoding, done) {
      connection.cork()
      process.nextTick(() => connection.uncork())
      socket.send(bytes, { binary: false }, done)
    },
    destroy(error, done) {
      socket.terminate()
      done(error)
    },
  })
  // A frame that could not be sent: the socket is closing, and says so itself.
  outgoing.on('error', () => socket.terminate())
  return outgoing
}
