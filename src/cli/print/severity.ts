import type { Finding } from '../../model/finding.ts'
import { graveSeverities } from '../../model/judgement.ts'
import type { Style } from './style.ts'

export function severityMark(severity: Finding['severity'], style: Style): string {
  return { error: style.red('✗'), warning: style.yellow('!'), note: style.cyan('i') }[severity]
}

export function worst(findings: readonly Finding[]): Finding['severity'] {
  const found = new Set(findings.map(({ severity }) => severity))
  return graveSeverities.find((severity) => found.has(severity)) ?? 'note'
}
