import type { Severity } from '../model/judgement.ts'
import { certificateFindings } from './catalogue/certificate-findings.ts'
import { headerFindings } from './catalogue/header-findings.ts'
import { loginFindings } from './catalogue/login-findings.ts'
import { messageFindings } from './catalogue/message-findings.ts'
import { protocolFindings } from './catalogue/protocol-findings.ts'
import { tlsModeFindings } from './catalogue/tls-mode-findings.ts'
import type { FixKind } from './fix-kind.ts'

export type FindingId =
  | keyof typeof tlsModeFindings
  | keyof typeof certificateFindings
  | keyof typeof loginFindings
  | keyof typeof protocolFindings
  | keyof typeof messageFindings
  | keyof typeof headerFindings

/**
 * Every finding there is. An id once shipped is never reused for another meaning. `docs/findings.md` is
 * generated from this table, and a test compares the two.
 */
export const catalogue: Readonly<Record<FindingId, CatalogueEntry>> = {
  ...tlsModeFindings,
  ...certificateFindings,
  ...loginFindings,
  ...protocolFindings,
  ...messageFindings,
  ...headerFindings,
}

/** Ids in the order of the page. */
export const findingIds: readonly FindingId[] = Object.keys(catalogue) as FindingId[]

/** The catalogue entry of an id, also of one that comes from a file and may be unknown here. */
export function describeFinding(id: string): CatalogueEntry | undefined {
  return Object.hasOwn(catalogue, id) ? catalogue[id as FindingId] : undefined
}

interface CatalogueEntry {
  /** Of a session that got nowhere; one whose mail came through all the same may have less. */
  readonly severity: Severity
  /** A few words, for lists and headings. */
  readonly title: string
  /** The same where the record leaves another cause beside it. */
  readonly ambiguousTitle?: string
  /** What it is, how we know, what it can be confused with: the paragraph of the page. */
  readonly paragraph: string
  /** Which settings mend it; null: no setting does, the program has to change. */
  readonly fixKind: FixKind | null
}
