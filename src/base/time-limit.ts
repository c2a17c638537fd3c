import { setMaxListeners } from 'node:events'
import { longestTimerMs } from './passed-in.ts'

/**
 * Aborted when the time is up, by a TimeoutError, or when `signal` is, by its reason. A timer of our own, as Node 20 throws
 * away a time-out of AbortSignal that is heard through `AbortSignal.any` alone: it never comes.
 */
export function limitedBy(limitMs: number, signal: AbortSignal): AbortSignal {
  const limit = new AbortController()
  const isUp = (): void => limit.abort(new DOMException('The time ran out', 'TimeoutError'))
  timerOf(limitMs, isUp)?.unref()
  const either = AbortSignal.any([limit.signal, signal])
  // Each session that is waited for listens, and Node takes more than ten for a leak.
  setMaxListeners(0, either)
  return either
}

/** A timer for a time that may be any, in milliseconds; undefined: for Infinity none is needed. */
export function timerOf(ms: number, act: () => void): NodeJS.Timeout | undefined {
  return ms === Infinity ? undefined : setTimeout(act, Math.min(ms, longestTimerMs))
}
