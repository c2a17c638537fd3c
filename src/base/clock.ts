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
