import { checkFields, type FieldKind } from './fields.ts'
import { choice } from './kinds/scalars.ts'
import { sinceExpected, sinceMs } from './since.ts'

interface FindingNames {
  readonly id: string
  readonly severity: string
  readonly sessionId: string
}

const id: FieldKind = { fits: (value) => typeof value === 'string', expected: 'an id, as text' }
/** A time, as queries and matches take it. */
export const since: FieldKind = { fits: (value) => sinceMs(value) !== undefined, expected: sinceExpected }

/**
 * Checks a match as a test gives it.
 * @param severities - all there are
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID
 */
export function checkFindingMatch(owner: string, match: unknown, severities: readonly string[]): void {
  const kinds: Readonly<Record<keyof FindingNames | 'since', FieldKind>> = {
    id,
    severity: choice(severities),
    sessionId: id,
    since,
  }
  checkFields(match, { owner, kinds, example: "a match such as { severity: 'error' }" })
}

/** @param atMs - When the client did what the finding rests on, milliseconds since 1970 */
export function matchesFinding(
  finding: FindingNames,
  atMs: number,
  match: Partial<FindingNames> & { readonly since?: unknown },
): boolean {
  return (
    (match.since === undefined || atMs >= (sinceMs(match.since) ?? 0)) &&
    (match.id === undefined || finding.id === match.id) &&
    (match.severity === undefined || finding.severity === match.severity) &&
    (match.sessionId === undefined || finding.sessionId === match.sessionId)
  )
}
