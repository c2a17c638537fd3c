import { checkFields, type FieldKind, oneOf } from './fields.ts'

/** Which findings are meant; what is left out is any. */
export interface FindingMatch {
  readonly id?: string
  readonly severity?: 'error' | 'warning' | 'note'
  readonly sessionId?: string
}

const id: FieldKind = { fits: (value) => typeof value === 'string', expected: 'an id, as text' }
const kinds: Readonly<Record<keyof FindingMatch, FieldKind>> = {
  id,
  severity: oneOf(['error', 'warning', 'note']),
  sessionId: id,
}

/** Checks a match as a test gives it. @throws FourportError OPTION_UNKNOWN, OPTION_INVALID */
export function checkFindingMatch(owner: string, match: unknown): void {
  checkFields(match, { owner, kinds, example: "a match such as { severity: 'error' }" })
}

export function matchesFinding(finding: Required<FindingMatch>, match: FindingMatch): boolean {
  return (
    (match.id === undefined || finding.id === match.id) &&
    (match.severity === undefined || finding.severity === match.severity) &&
    (match.sessionId === undefined || finding.sessionId === match.sessionId)
  )
}
