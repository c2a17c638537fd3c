import { longestTimerMs } from '../base/clock.ts'
import { FourportError } from '../base/errors.ts'
import { checkFindingMatch, type FindingMatch, matchesFinding } from '../base/finding-match.ts'
import { checkWaitOptions } from '../base/wait-options.ts'
import type { Finding } from '../model/finding.ts'
import { readEvents } from './events.ts'
import type { Http } from './http.ts'

const defaultWaitMs = 4_000

/** Waits by the live stream: findings are asked for when it stands, then after each session that ends. */
export async function waitForFinding(
  http: Http,
  findings: () => Promise<readonly Finding[]>,
  match: FindingMatch = {},
  options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
): Promise<Finding> {
  checkFindingMatch('waitForFinding', match)
  checkWaitOptions('waitForFinding', options)
  const { timeoutMs = defaultWaitMs, signal } = options ?? {}
  const timeUp = AbortSignal.timeout(Math.ceil(Math.min(timeoutMs, longestTimerMs)))
  const either = signal ? AbortSignal.any([signal, timeUp]) : timeUp
  try {
    for await (const { type } of readEvents(http, { signal: either })) {
      if (type !== 'ready' && type !== 'session') continue
      const found = (await findings()).find((finding) => matchesFinding(finding, match))
      if (found) return found
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (!timeUp.aborted) throw error
  }
  const others = (await findings()).map(({ id, sessionId }) => `${id} in session ${sessionId}`)
  throw new FourportError(
    timeUp.aborted ? 'WAIT_TIMEOUT' : 'SERVER_CLOSED',
    `Waited for a finding ${JSON.stringify(match)}; ${others.length === 0 ? 'there is none' : `there are ${others.slice(-5).join(', ')}`}.`,
  )
}
