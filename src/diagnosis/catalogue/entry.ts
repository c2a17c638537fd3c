import type { Severity } from '../../model/judgement.ts'
import type { FixKind } from '../fix-kind.ts'

export interface CatalogueEntry {
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
