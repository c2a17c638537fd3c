import type { RecognisedClient } from '../../model/finding.ts'
import type { KnownClient, Mark } from './mark.ts'
import { clients } from './known-clients.ts'
import type { Traits } from './traits.ts'

/** A mark that no other client leaves. */
const unique = 3
/** Two weaker marks together. */
const enough = 2

/** Marks against a client are looked at only where those for it are enough: for most clients they are not. */
const weighed = clients.map((client) => ({
  client,
  marksFor: client.marks.filter(({ weight }) => weight > 0),
  marksAgainst: client.marks.filter(({ weight }) => weight < 0),
}))

/** The library that left the most marks; null where none left enough, or two as many. */
export function recognise(traits: Traits): RecognisedClient | null {
  let best: KnownClient | null = null
  let bestScore = 0
  let tied = false
  for (const { client, marksFor, marksAgainst } of weighed) {
    let score = weightOf(marksFor, traits)
    if (score < enough || score < bestScore) continue
    score += weightOf(marksAgainst, traits)
    if (score < enough || score < bestScore) continue
    tied = score === bestScore
    if (tied) continue
    bestScore = score
    best = client
  }
  return best === null || tied ? null : described(best, traits)
}

function weightOf(marks: readonly Mark[], traits: Traits): number {
  let weight = 0
  for (const mark of marks) if (mark.test(traits)) weight += mark.weight
  return weight
}

function described({ library, label, marks }: KnownClient, traits: Traits): RecognisedClient {
  const left = marks.filter((mark) => mark.test(traits))
  return {
    library,
    label,
    confidence: left.some(({ weight }) => weight === unique) ? 'certain' : 'likely',
    marks: left.filter(({ weight }) => weight > 0).map(({ says }) => says),
  }
}

/** Whether a session shows something that this client never does. */
export function isUnlike({ marks }: KnownClient, traits: Traits): boolean {
  return marks.some((mark) => mark.weight < 0 && mark.test(traits))
}
