import { createMessageParser } from '../../src/capture/create-parser.ts'
import type { FeedEvent } from '../../src/model/feed-event.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { openMemoryStore } from '../../src/store/memory/memory-store.ts'
import type { Store, StoreLimits, StoreParts } from '../../src/store/store.ts'

/** A clock that stands still until it is moved. */
export class HandClock {
  ms = 1_000
  now(): number {
    return this.ms
  }
  elapsedMs(): number {
    return this.ms
  }
}

export interface StoreUnderTest {
  readonly store: Store
  readonly clock: HandClock
  readonly errors: unknown[]
}

/** What opens stores for the contract, one for each test, and does away with them. */
export interface StoreFactory {
  open(limits?: Partial<StoreLimits>): StoreUnderTest | Promise<StoreUnderTest>
  /** How many events a store knows, at least, and at most twice as many. */
  readonly remembers: number
  /** Ends a store that was opened, and leaves nothing of it behind. */
  destroy(store: Store): Promise<void>
}

/** One whose stores leave nothing behind when they are closed. */
export function storesOf(create: (parts: StoreParts) => Store, remembers = 10_000): StoreFactory {
  return {
    remembers,
    open: (limits) => openStore(limits, create),
    destroy: async (store) => store.close(),
  }
}

export function openStore(
  limits: Partial<StoreLimits> = {},
  create: (parts: StoreParts) => Store = openMemoryStore,
): StoreUnderTest {
  const { parts, ...under } = storeParts(limits)
  return { store: create(parts), ...under }
}

/** What a store is opened with in a test. */
export function storeParts(
  limits: Partial<StoreLimits> = {},
): Omit<StoreUnderTest, 'store'> & { readonly parts: StoreParts } {
  const clock = new HandClock()
  const errors: unknown[] = []
  const parts = {
    limits: {
      maxMessages: 1_000,
      maxMessageBytes: 64 * 1024 * 1024,
      maxAgeMs: 0,
      maxSessions: 100,
      maxSessionBytes: 1024 * 1024,
      ...limits,
    },
    clock,
    parser: createMessageParser(),
    onError: (error: unknown) => void errors.push(error),
  }
  return { parts, clock, errors }
}

/** Everything the feed tells, from `since` on. */
export function listen(store: Store, since?: number): Heard {
  return new Heard(store, since)
}

export class Heard {
  readonly events: FeedEvent[] = []
  #wake = (): void => {}

  constructor({ feed }: Store, since?: number) {
    feed.subscribe(
      (event) => {
        this.events.push(event)
        this.#wake()
      },
      since === undefined ? {} : { since },
    )
  }

  /** The events, once there are so many. */
  async until(count: number): Promise<readonly FeedEvent[]> {
    while (this.events.length < count) await new Promise<void>((resolve) => (this.#wake = resolve))
    return this.events
  }
}

export async function idsOf(store: Store, query: object = {}): Promise<string[]> {
  return (await store.listMessages({ query })).messages.map(({ id }) => id)
}

export function sessionRecord(id: string, entries: SessionRecord['entries'] = []): SessionRecord {
  return {
    version: 1,
    id,
    port: {
      name: 'relay',
      profile: 'relay',
      host: '127.0.0.1',
      port: 25,
      tls: 'none',
      tlsRequired: false,
      auth: 'off',
    },
    remote: { host: '127.0.0.1', port: 40_000 },
    startedAt: '2024-01-01T00:00:00.000Z',
    durationMs: 5,
    speaker: 'smtp',
    firstByteMs: 1,
    clientName: 'client.test',
    clientHello: null,
    tls: null,
    user: null,
    messages: [],
    close: { by: 'client', how: 'fin', atMs: 5 },
    leaf: null,
    bytesIn: 10,
    bytesOut: 10,
    entries,
    dropped: 0,
  }
}
