/** What a reader of the server's events hears: an event, by its name, with its position; or that the connection is lost. */
export type Told =
  | { readonly type: 'event'; readonly name: string; readonly id: string; readonly data: string }
  | { readonly type: 'lost' }

export type StreamListener = (told: Told) => void

const names = [
  'ready',
  'message',
  'session',
  'session-open',
  'session-reviewed',
  'removed',
  'sessions-removed',
  'labels',
  'verify',
  'scenario',
  'fault',
]

const retryMs = { first: 500, most: 10_000 } as const

/** Keeps one stream of events open, and goes on after the last event it saw. */
export class EventStream {
  readonly #url: string
  readonly #listener: StreamListener
  #source: EventSource | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #position = ''
  #retryMs: number = retryMs.first

  constructor(url: string, listener: StreamListener) {
    this.#url = url
    this.#listener = listener
  }

  open(): void {
    if (this.#source !== null) return
    const since = this.#position === '' ? '' : `?since=${this.#position}`
    const source = new EventSource(this.#url + since)
    this.#source = source
    for (const name of names)
      source.addEventListener(name, ({ lastEventId, data }: MessageEvent<string>) => {
        this.#position = lastEventId || this.#position
        if (name === 'ready') this.#retryMs = retryMs.first
        this.#listener({ type: 'event', name, id: lastEventId, data })
      })
    source.addEventListener('error', () => {
      this.#listener({ type: 'lost' })
      // The browser connects again by itself after a lost connection, but not after an answer that refuses.
      if (source.readyState === EventSource.CLOSED) this.#again()
    })
  }

  /** Gives the connection back; `open` goes on where it was. */
  close(): void {
    clearTimeout(this.#timer)
    this.#source?.close()
    this.#source = null
  }

  #again(): void {
    this.close()
    this.#timer = setTimeout(() => this.open(), this.#retryMs)
    this.#retryMs = Math.min(this.#retryMs * 2, retryMs.most)
  }
}
