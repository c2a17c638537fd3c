import type { FindingMatch } from '../../model/finding.ts'
import { shown } from '../../base/fields.ts'
import { times, distinctFindings } from '../../diagnosis/distinct-findings.ts'
import type { Finding } from '../../model/finding.ts'

/** More would hide the one that matters. */
const othersShown = 8

/** The words of a wait for a finding that ended in vain: what was expected, and what there was instead, each once. */
export function failedWaitText(findings: readonly Finding[], match: FindingMatch, timeoutMs: number): string {
  const each = distinctFindings(findings)
  const last = each.slice(-othersShown)
  const others = last.map(
    ({ finding: { severity, id, port, saw, docs }, count }) =>
      `\n  ${severity} ${id} on port ${port}: ${saw}${times(count)}\n    ${docs}`,
  )
  const before = each.length > last.length ? `, the last ${last.length} of ${each.length}` : ''
  const instead =
    last.length === 0 ? 'No session had a finding.' : `Findings there were${before}:${others.join('')}`
  return `Waited ${timeoutMs} ms for ${describe(match)}. ${instead}`
}

function describe(match: FindingMatch): string {
  const given = Object.entries(match).filter(([, value]) => value !== undefined)
  const parts = given.map(([name, value]) => `${name} ${shown(value)}`)
  return parts.length === 0 ? 'any finding' : `a finding with ${parts.join(' and ')}`
}
