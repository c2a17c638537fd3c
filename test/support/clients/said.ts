import type { Finding } from '../../../src/index.ts'

/** Ids of what is said of a client beyond notes; a note counts where it is what is to be said. */
export function said(findings: readonly Finding[], expected: readonly string[]): readonly string[] {
  const counts = ({ id, severity }: Finding): boolean => severity !== 'note' || expected.includes(id)
  return [...new Set(findings.filter(counts).map(({ id }) => id))].sort()
}
