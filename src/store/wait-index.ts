import type { CapturedMessage } from '../model/message.ts'
import { type Lookup, recipientKeys } from './lookups.ts'
import type { Feed } from './store.ts'

/** One that waits for mail. */
export interface Waiting {
  /** Index entries of which a message that it waits for has one; null: it may be any message. */
  readonly lookups: readonly Lookup[] | null
  /** A message came that may be one of them. */
  arrived(message: CapturedMessage): void
}

/** As many as a person reads. */
const latestKept = 20

/**
 * Who waits for which mail. A message is shown only to those whom its envelope may concern: in a test run many hundred
 * wait, each for its own. It listens to the feed while somebody waits.
 */
export class WaitIndex {
  readonly #feed: Feed
  readonly #byEntry: Readonly<Record<Lookup['by'], Map<string, Set<Waiting>>>> = {
    recipient: new Map(),
    user: new Map(),
  }
  readonly #forAny = new Set<Waiting>()
  /** The last messages that came while anybody waited, and how many have. */
  #latest: CapturedMessage[] = []
  #came = 0
  #stop: (() => void) | null = null

  constructor(feed: Feed) {
    this.#feed = feed
  }

  add(waiting: Waiting): Watch {
    const { lookups } = waiting
    if (lookups === null) this.#forAny.add(waiting)
    else for (const lookup of lookups) this.#startAt(lookup, waiting)
    this.#stop ??= this.#feed.subscribe((event) => {
      if (event.type === 'message') this.#arrived(event.message)
    })
    const since = this.#came
    return {
      latest: () => this.#latest.slice(Math.max(0, this.#latest.length - (this.#came - since))),
      stop: () => this.#remove(waiting),
    }
  }

  #startAt({ by, key }: Lookup, waiting: Waiting): void {
    const known = this.#byEntry[by].get(key)
    if (known) known.add(waiting)
    else this.#byEntry[by].set(key, new Set([waiting]))
  }

  #arrived(message: CapturedMessage): void {
    this.#came++
    this.#latest.push(message)
    if (this.#latest.length > latestKept) this.#latest.shift()
    for (const waiting of this.#concernedBy(message)) waiting.arrived(message)
  }

  /** Each once, also where several recipients concern it. */
  #concernedBy({ envelope, origin: { auth } }: CapturedMessage): ReadonlySet<Waiting> {
    const { recipient, user } = this.#byEntry
    const found = recipientKeys(envelope.rcptTo).map((key) => recipient.get(key.toLowerCase()))
    if (auth !== null) found.push(user.get(auth.user.toLowerCase()))
    const concerned = new Set(this.#forAny)
    for (const set of found) for (const waiting of set ?? []) concerned.add(waiting)
    return concerned
  }

  #remove(waiting: Waiting): void {
    this.#forAny.delete(waiting)
    for (const { by, key } of waiting.lookups ?? []) {
      const known = this.#byEntry[by].get(key)
      known?.delete(waiting)
      if (known?.size === 0) this.#byEntry[by].delete(key)
    }
    const { recipient, user } = this.#byEntry
    if (this.#forAny.size + recipient.size + user.size > 0) return
    this.#stop?.()
    this.#stop = null
    this.#latest = []
  }
}

/** What was added. */
export interface Watch {
  /** The last messages that came since, whomever they concern, oldest first. */
  latest(): readonly CapturedMessage[]
  stop(): void
}
