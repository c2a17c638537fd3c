import type { CapturedMessage } from '../model/message.ts'
import type { MessageQuery } from '../model/query.ts'
import { from, header, subject, text } from './content-criteria.ts'
import type { Criterion, CriterionSources } from './criterion.ts'
import { listener, mailbox, profile, since, tls, to, user } from './envelope-criteria.ts'
import { searched } from './search-criteria.ts'

type Made = (query: MessageQuery, sources: CriterionSources) => readonly Criterion[]

/** Cheapest first: what the envelope rules out is never parsed. */
const makers: readonly Made[] = [
  profile,
  listener,
  tls,
  since,
  user,
  to,
  mailbox,
  from,
  subject,
  header,
  searched,
  text,
  anyOf,
]

/** The conditions of a checked query. */
export function criteriaOf(query: MessageQuery, sources: CriterionSources): readonly Criterion[] {
  return makers.flatMap((make) => make(query, sources))
}

function anyOf({ anyOf }: MessageQuery, sources: CriterionSources): Criterion[] {
  if (anyOf === undefined) return []
  const branches = anyOf.map((query) => criteriaOf(query, sources))
  return [
    {
      field: 'anyOf',
      sentence: `either ${branches.map(inWords).join(' or ')}`,
      matches: (message) => anyMatches(branches, message),
      found: async (message) => {
        const fields = new Map(branches.flat().map((criterion) => [criterion.field, criterion]))
        const found = [...fields.values()].map(async ({ field, found }) => `${field} ${await found(message)}`)
        return (await Promise.all(found)).join(', ')
      },
    },
  ]
}

/** Conditions as part of a sentence. */
export function inWords(criteria: readonly Criterion[]): string {
  return criteria.map(({ sentence }) => sentence).join(', ') || 'any message'
}

/** Whether all hold; at once where each answers at once. */
export function allMatch(
  criteria: readonly Criterion[],
  message: CapturedMessage,
  from = 0,
): boolean | Promise<boolean> {
  for (let at = from; at < criteria.length; at++) {
    const held = (criteria[at] as Criterion).matches(message)
    if (held instanceof Promise) return held.then((held) => held && allMatch(criteria, message, at + 1))
    if (!held) return false
  }
  return true
}

function anyMatches(
  branches: readonly (readonly Criterion[])[],
  message: CapturedMessage,
  from = 0,
): boolean | Promise<boolean> {
  for (let at = from; at < branches.length; at++) {
    const held = allMatch(branches[at] as readonly Criterion[], message)
    if (held instanceof Promise) return held.then((held) => held || anyMatches(branches, message, at + 1))
    if (held) return true
  }
  return false
}
