import { FourportError } from '../base/errors.ts'
import type { Emitter } from '../base/emitter.ts'
import type { Finding } from '../model/finding.ts'
import type { FindingMatch } from './fourport-server.ts'
import { defaultWaitMs, type WaitOptions } from './mailbox.ts'

function matches(finding: Finding, match: FindingMatch): boolean {
  return (
    (match.id === undefined || finding.id === match.id) &&
    (match.severity === undefined || finding.severity === match.severity) &&
    (match.sessionId === undefined || finding.sessionId === match.sessionId)
  )
}

function describe(match: FindingMatch): string {
  const parts = Object.entries(match).map(([name, value]) => `${name} "${String(value)}"`)
  return parts.length === 0 ? 'any finding' : `a finding with ${parts.join(' and ')}`
}

/** Resolves with a finding already known, or with the first that a session's end brings. */
export function waitForFinding(
  known: () => readonly Finding[],
  arriving: Emitter<Finding>,
  match: FindingMatch = {},
  { timeoutMs = defaultWaitMs, signal }: WaitOptions = {},
): Promise<Finding> {
  return new Promise((resolve, reject) => {
    const found = known().find((finding) => matches(finding, match))
    if (found) return resolve(found)
    if (signal?.aborted) return reject(signal.reason as Error)
    const settle = (act: () => void): void => {
      clearTimeout(timer)
      stop()
      signal?.removeEventListener('abort', onAbort)
      act()
    }
    const onAbort = (): void => settle(() => reject(signal?.reason as Error))
    const stop = arriving.on((finding) => {
      if (matches(finding, match)) settle(() => resolve(finding))
    })
    const timer = setTimeout(() => settle(() => reject(missed(known(), match, timeoutMs))), timeoutMs)
    signal?.addEventListener('abort', onAbort)
  })
}

function missed(known: readonly Finding[], match: FindingMatch, timeoutMs: number): FourportError {
  const others = known.map(({ severity, id, port, saw }) => `\n  ${severity} ${id} on port ${port}: ${saw}`)
  const instead = others.length === 0 ? 'No session had a finding.' : `Findings there were:${others.join('')}`
  return new FourportError('WAIT_TIMEOUT', `Waited ${timeoutMs} ms for ${describe(match)}. ${instead}`)
}
