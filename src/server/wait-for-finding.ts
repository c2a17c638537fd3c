import { longestTimerMs } from '../base/clock.ts'
import { FourportError } from '../base/errors.ts'
import type { Emitter } from '../base/emitter.ts'
import type { Finding } from '../model/finding.ts'
import { checkFindingMatch, type FindingMatch, matchesFinding } from '../base/finding-match.ts'
import { checkWaitOptions } from '../base/wait-options.ts'
import { defaultWaitMs, type WaitOptions } from './mailbox.ts'

function describe(match: FindingMatch): string {
  const given = Object.entries(match).filter(([, value]) => value !== undefined)
  const parts = given.map(([name, value]) => `${name} "${String(value)}"`)
  return parts.length === 0 ? 'any finding' : `a finding with ${parts.join(' and ')}`
}

export interface FindingSource {
  /** Of ended sessions, oldest first. */
  known(): readonly Finding[]
  /** Of sessions still open, as far as they can be judged by now; `silent`: only those without one byte. */
  open(which: 'silent' | 'all'): readonly Finding[]
  readonly arriving: Emitter<Finding>
}

/** A client that waits for a greeting in vain may do so for ever; how often we look at those. */
const lookAtSilentMs = 250
/** More would hide the one that matters. */
const othersShown = 8

/**
 * Resolves with a finding already known, or with the first that a session's end brings. A client that hangs in
 * silence is judged while it does; of one that talks, what has gone wrong so far may still be mended, so it is
 * judged before its end only when the time is up.
 */
export async function waitForFinding(
  { known, open, arriving }: FindingSource,
  match: FindingMatch = {},
  options?: WaitOptions,
): Promise<Finding> {
  checkFindingMatch('waitForFinding', match)
  checkWaitOptions('waitForFinding', options)
  const { timeoutMs = defaultWaitMs, signal } = options ?? {}
  return new Promise((resolve, reject) => {
    const among = (findings: readonly Finding[]): Finding | undefined =>
      findings.find((finding) => matchesFinding(finding, match))
    const found = among(known())
    if (found) return resolve(found)
    if (signal?.aborted) return reject(signal.reason as Error)
    const settle = (act: () => void): void => {
      clearTimeout(timer)
      clearInterval(looking)
      stop()
      signal?.removeEventListener('abort', onAbort)
      act()
    }
    const onAbort = (): void => settle(() => reject(signal?.reason as Error))
    const stop = arriving.on((finding) => {
      if (matchesFinding(finding, match)) settle(() => resolve(finding))
    })
    const looking = setInterval(() => {
      const hanging = among(open('silent'))
      if (hanging) settle(() => resolve(hanging))
    }, lookAtSilentMs)
    const timer = setTimeout(
      () => {
        const late = among(open('all'))
        settle(() => (late ? resolve(late) : reject(missed([...known(), ...open('all')], match, timeoutMs))))
      },
      Math.min(timeoutMs, longestTimerMs),
    )
    signal?.addEventListener('abort', onAbort)
  })
}

function missed(known: readonly Finding[], match: FindingMatch, timeoutMs: number): FourportError {
  const last = known.slice(-othersShown)
  const others = last.map(({ severity, id, port, saw }) => `\n  ${severity} ${id} on port ${port}: ${saw}`)
  const before = known.length > last.length ? `, the last ${last.length} of ${known.length}` : ''
  const instead =
    last.length === 0 ? 'No session had a finding.' : `Findings there were${before}:${others.join('')}`
  return new FourportError('WAIT_TIMEOUT', `Waited ${timeoutMs} ms for ${describe(match)}. ${instead}`)
}
