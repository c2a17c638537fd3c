import type { Finding } from '../../model/finding.ts'
import type { Style } from './style.ts'

export function severityMark(severity: Finding['severity'], style: Style): string {
  return { error: style.red('✗'), warning: style.yellow('!'), note: style.cyan('i') }[severity]
}

export function worst(findings: readonly Finding[]): Finding['severity'] {
  const severities = new Set(findings.map(({ severity }) => severity))
  return (['error', 'warning'] as const).find((severity) => severities.has(severity)) ?? 'note'
}
