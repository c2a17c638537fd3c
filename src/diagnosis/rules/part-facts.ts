import type { PartFacts, PartFault } from '../../model/observation.ts'
import type { DialogueContent } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { clean } from '../quote.ts'
import { isHidden } from './header-faults.ts'

/** The first part with one of these faults, and the message that it is in; null: there is none. */
export function partWith(
  { contents }: Facts,
  faults: ReadonlySet<PartFault>,
): { readonly part: PartFacts; readonly content: DialogueContent } | null {
  for (const content of contents) {
    // What a part is stands in the header, which has a finding of its own.
    if (isHidden(content.header?.faults)) continue
    const part = content.parts.find(({ fault }) => faults.has(fault))
    if (part !== undefined) return { part, content }
  }
  return null
}

/** `The message`, `Part 2.1`: the subject of a sentence. */
export function partName({ part }: PartFacts): string {
  return part === '0' ? 'The message' : `Part ${clean(part)}`
}
