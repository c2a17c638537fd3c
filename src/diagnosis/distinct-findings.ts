import type { Finding } from '../model/finding.ts'

/** What is the same finding for a reader: the same mistake, on the same port, as grave. */
export function findingKey({ id, port, severity }: Finding): string {
  return `${id} ${port} ${severity}`
}

/** Each finding once, its latest, with how often it was found; in the order in which they were last found. */
export function distinctFindings(
  findings: readonly Finding[],
): readonly { readonly finding: Finding; readonly count: number }[] {
  const told = new Map<string, { finding: Finding; count: number }>()
  for (const finding of findings) {
    const key = findingKey(finding)
    const count = (told.get(key)?.count ?? 0) + 1
    told.delete(key)
    told.set(key, { finding, count })
  }
  return [...told.values()]
}

/** ` (3 times)`, or nothing for once. */
export function times(count: number): string {
  return count === 1 ? '' : ` (${count} times)`
}
