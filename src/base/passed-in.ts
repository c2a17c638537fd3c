import { randomBytes } from 'node:crypto'

/**
 * Time is passed in, so that two servers never share one and tests need not wait for it.
 * Ages and deadlines use `elapsedMs`, which no change of the system's clock moves.
 */
export interface Clock {
  /** Wall time, milliseconds since 1970. For people to read. */
  now(): number
  /** Monotonic milliseconds with fractions, from an arbitrary start. For subtraction. */
  elapsedMs(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsedMs: () => performance.now(),
}

/** The longest time a timer of Node can have, 24.8 days: it fires a longer one at once. */
export const longestTimerMs: number = 2 ** 31 - 1

/** Makes ids that match `^[0-9A-Za-z_-]{8,64}$`, sort by age within one process and cannot be guessed across two. */
export interface Ids {
  next(prefix: 'm' | 's' | 'i' | 'f'): string
}

/** A random head per server, then a counter: unique, ordered whatever the clock does, and cheap (no entropy per message). */
export function createIds(): Ids {
  const head = randomBytes(4).toString('hex')
  let count = 0
  return { next: (prefix) => `${prefix}${head}${(++count).toString(36).padStart(6, '0')}` }
}

/** Random octets in hex: passed in, like time, so that what is asked of a client can be known to a test. */
export type RandomHex = (sizeBytes: number) => string

export const systemRandom: RandomHex = (sizeBytes) => randomBytes(sizeBytes).toString('hex')
