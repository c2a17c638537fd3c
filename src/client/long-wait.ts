import { FourportError } from '../base/errors.ts'

/** The longest the server waits for one request; a longer wait is several. */
const longestWaitMs = 120_000

/** Asks, for as long as is to be waited in all, with the time that is left for one request. */
export async function longWait<Value>(
  timeoutMs: number,
  ask: (timeoutMs: string) => Promise<Value>,
): Promise<Value> {
  for (let leftMs = timeoutMs; ; leftMs -= longestWaitMs) {
    try {
      return await ask(String(Math.max(0, Math.ceil(Math.min(leftMs, longestWaitMs)))))
    } catch (error) {
      if (leftMs <= longestWaitMs || !(error instanceof FourportError) || error.code !== 'WAIT_TIMEOUT')
        throw error
    }
  }
}
