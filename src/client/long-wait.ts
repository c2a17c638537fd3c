import { FourportError } from '../base/errors.ts'
import { longestRequestWaitMs } from '../base/wait-times.ts'

/** One wait in as many requests as it takes: `ask` is given the time for its own. */
export async function longWait<Value>(
  timeoutMs: number,
  ask: (timeoutMs: string) => Promise<Value>,
): Promise<Value> {
  for (let leftMs = timeoutMs; ; leftMs -= longestRequestWaitMs) {
    try {
      return await ask(String(Math.max(0, Math.ceil(Math.min(leftMs, longestRequestWaitMs)))))
    } catch (error) {
      if (
        leftMs <= longestRequestWaitMs ||
        !(error instanceof FourportError) ||
        error.code !== 'WAIT_TIMEOUT'
      )
        throw error
    }
  }
}
