import { setTimeout as after } from 'node:timers/promises'

/** By then everybody who waited for the ports knows, and smtp-server is loaded (`create-engine.ts`). */
const beginAfterMs = 100
/** Descriptors come back when clients leave, and those come and go within seconds. */
const retryAfterMs = 1000
/** Sooner for what the start waits for. */
const retryNowAfterMs = 100

/**
 * Reads from disk, when the start is over, what else the first who asks would wait for, one after the other with
 * turns for everybody in between. What fails is tried again until `signal` is aborted; what needs it before is
 * told of the failure then.
 */
export async function preload(
  loads: readonly (() => Promise<unknown>)[],
  signal: AbortSignal,
): Promise<void> {
  let pauseMs = beginAfterMs
  for (let next = 0; next < loads.length && (await passed(pauseMs, signal));) {
    try {
      await loads[next]?.()
      next++
      pauseMs = 0
    } catch {
      pauseMs = retryAfterMs
    }
  }
}

/**
 * What a server cannot do without, tried until it is there.
 * @throws what the last attempt failed with, after `patienceMs`
 */
export async function loadNow<Module>(load: () => Promise<Module>, patienceMs: number): Promise<Module> {
  const endMs = performance.now() + patienceMs
  for (;;) {
    try {
      return await load()
    } catch (error) {
      if (performance.now() > endMs) throw error
      await after(retryNowAfterMs)
    }
  }
}

/** false: aborted meanwhile. Holds no process. */
async function passed(ms: number, signal: AbortSignal): Promise<boolean> {
  return after(ms, true, { signal, ref: false }).catch(() => false)
}
