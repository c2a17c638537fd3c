import type { RecognisedClient } from '../../model/finding.ts'
import type { KnownClient } from './mark.ts'
import { clients } from './known-clients.ts'
import type { Traits } from './traits.ts'

/** A mark that no other client leaves. */
const unique = 3
/** Two weaker marks together. */
const enough = 2

/** The library that left the most marks; null where none left enough, or two as many. */
export function recognise(traits: Traits): RecognisedClient | null {
  let best: RecognisedClient | null = null
  let bestScore = 0
  let tied = false
  for (const client of clients) {
    let score = 0
    let certain = false
    const marks: string[] = []
    for (const mark of client.marks) {
      if (!mark.test(traits)) continue
      score += mark.weight
      certain ||= mark.weight === unique
      if (mark.weight > 0) marks.push(mark.says)
    }
    if (score < enough || score < bestScore) continue
    if (score === bestScore) {
      tied = true
      continue
    }
    tied = false
    bestScore = score
    best = { library: client.library, label: client.label, confidence: certain ? 'certain' : 'likely', marks }
  }
  return tied ? null : best
}

/** Whether a session shows something that this client never does. */
export function isUnlike({ marks }: KnownClient, traits: Traits): boolean {
  return marks.some((mark) => mark.weight < 0 && mark.test(traits))
}
