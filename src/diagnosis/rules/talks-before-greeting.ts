import { clean } from '../quote.ts'
import { startsInClear } from '../queries.ts'
import type { Rule } from '../rule.ts'

/** Commands that came before the greeting was out (RFC 5321 §4.3.1). */
export const talksBeforeGreeting: Rule = (facts) => {
  const { firstBytes } = facts
  if (!startsInClear(facts) || firstBytes?.protocol !== 'smtp' || !firstBytes.beforeGreeting) return null
  return {
    id: 'talks-before-greeting',
    confidence: 'certain',
    saw: `${firstBytes.line === null ? 'Commands' : `"${clean(firstBytes.line.trimEnd())}"`} came before the greeting was sent.`,
    why: 'A client should wait for the greeting (RFC 5321 §4.3.1); many servers drop a client that does not.',
    fix: 'Read the 220 line before the first command.',
    evidence: facts.greeting === null ? [firstBytes.n] : [firstBytes.n, facts.greeting.n],
  }
}
