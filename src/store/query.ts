import type { CapturedMessage } from '../model/message.ts'
import type { MessageQuery } from '../model/query.ts'
import { allMatch, criteriaOf, inWords } from './criteria.ts'
import type { Criterion } from './criterion.ts'
import type { Labels } from './labels.ts'
import { type Lookup, lookupsOf } from './lookups.ts'
import { checkQuery } from './query-check.ts'
import { type Said, saidBy } from './said.ts'
import { tagsAsked } from './tags-asked.ts'
import type { MessageReader } from '../capture/message-reader.ts'

/** A query ready to be asked of many messages. */
export interface CompiledQuery {
  readonly query: MessageQuery
  /** Index entries whose messages, together, are all that can match; null: any message may. */
  readonly lookups: readonly Lookup[] | null
  /** One of these tags, in lower case, is on all that matches; null: it may have any, or none. */
  readonly tags: readonly string[] | null
  /** What all that matches says somewhere; null: it may say anything. */
  readonly said: Said | null
  /** All conditions hold. At once where the envelope decides, or where what it takes is parsed already. */
  matches(message: CapturedMessage): boolean | Promise<boolean>
  /** What of the message differs, a line for each condition it fails; empty: it matches. */
  mismatches(message: CapturedMessage): Promise<string[]>
  /** As part of a sentence: `to "a@b.test", subject containing "Welcome"`; `any message` for `{}`. */
  inWords(): string
}

/**
 * Checks a query and makes it a test; `reader` reads what messages say, `labels` has what readers say of them.
 * @throws FourportError QUERY_INVALID, quoting the unknown field or the bad value
 */
export function compileQuery(query: unknown, reader: MessageReader, labels: Labels): CompiledQuery {
  const checked = checkQuery(query)
  const criteria = criteriaOf(checked, { reader, labels })
  return {
    query: checked,
    lookups: lookupsOf(checked),
    tags: tagsAsked(checked),
    said: saidBy(checked),
    matches: (message) => allMatch(criteria, message),
    mismatches: (message) => mismatches(criteria, message),
    inWords: () => inWords(criteria),
  }
}

async function mismatches(criteria: readonly Criterion[], message: CapturedMessage): Promise<string[]> {
  const lines: string[] = []
  for (const criterion of criteria) {
    if (await criterion.matches(message)) continue
    const expected = withoutField(criterion)
    lines.push(`${criterion.field}: expected ${expected}, got ${await criterion.found(message)}`)
  }
  return lines
}

/** The line begins with the field's name already. */
function withoutField({ field, sentence }: Criterion): string {
  return sentence.startsWith(`${field} `) ? sentence.slice(field.length + 1) : sentence
}
