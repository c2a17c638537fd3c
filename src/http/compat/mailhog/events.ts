import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Eventual, whenThere } from '../../../base/eventual.ts'
import { there } from '../../../capture/message-reader.ts'
import type { FeedEvent } from '../../../model/feed-event.ts'
import type { CapturedMessage } from '../../../model/message.ts'
import { Broadcast } from '../../live/broadcast.ts'
import { nothingIfGone } from '../../live/encode-event.ts'
import { beginEvents, followEvents } from '../../live/event-stream.ts'
import type { StreamReader } from '../../live/stream-reader.ts'
import type { RouteParts } from '../../route-parts.ts'
import { toMailHog } from './to-mailhog.ts'

/** Of a longer message the stream has the beginning: an event holds its bytes two or three times, and goes to all readers at once. */
const mostSentBytes = 128 * 1024

/** MailHog's stream of `/api/v1/events`: each message as it comes, whole, without a name of the event. */
export class MailHogEvents {
  readonly #parts: RouteParts
  readonly #open = new Set<StreamReader>()
  readonly #broadcast: Broadcast

  constructor(parts: RouteParts) {
    const { store } = parts.context
    this.#parts = parts
    this.#broadcast = new Broadcast({
      store,
      // An event has all of the message, not what a list shows of it.
      glance: null,
      encode: (event, read) => this.#encode(event, read?.bytes),
      listen: () =>
        store.feed.subscribe((event) => {
          if (event.type === 'message') this.#broadcast.tell(event)
        }),
      waiting: parts.waiting,
      onError: parts.onError,
    })
    parts.closing.addEventListener('abort', () => {
      for (const reader of this.#open) reader.end()
    })
  }

  /** Answers a request with the stream, from now on: its events have no positions. */
  open(incoming: IncomingMessage, outgoing: ServerResponse, extra: Readonly<Record<string, string>>): void {
    if (!beginEvents(incoming, outgoing, extra)) return
    const { context, waiting, onError } = this.#parts
    const parts = { outgoing, broadcast: this.#broadcast, waiting, onError }
    followEvents(parts, context.store.feed.position, this.#open)
  }

  #encode(event: FeedEvent, known?: Buffer): Eventual<string> {
    if (event.type !== 'message') return ''
    const { message } = event
    const text = whenThere(known ?? this.#beginOf(message), (raw) => {
      const sent = toMailHog(message, raw.subarray(0, mostSentBytes))
      // JSON has no line ends of its own.
      return `data: ${JSON.stringify(sent)}\n\n`
    })
    return text instanceof Promise ? text.catch(nothingIfGone) : text
  }

  /** One for which there was no room while it waited. */
  async #beginOf(message: CapturedMessage): Promise<Buffer> {
    const { store } = this.#parts.context
    return there(
      await store.bytes(message.id, { from: 0, to: Math.min(mostSentBytes, message.sizeBytes) }),
      message,
    )
  }
}
