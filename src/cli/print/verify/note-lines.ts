import type { VerifyReport } from '../../../model/verify.ts'
import { notesTitle } from '../../../model/verify-words/notes.ts'
import type { Style } from '../style.ts'
import { visible } from '../visible.ts'
import { indented } from './indented.ts'

/** What to know of the run itself. */
export function noteLines({ notes = [] }: VerifyReport, style: Style): string[] {
  if (notes.length === 0) return []
  return [
    style.bold(notesTitle),
    ...notes.flatMap((note) => indented(visible(note), 2, style.yellow('!'))),
    '',
  ]
}
