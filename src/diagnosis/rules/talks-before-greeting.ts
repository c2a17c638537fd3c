import type { Facts } from '../facts.ts'
import { clean } from '../quote.ts'
import { startsInClear } from '../queries.ts'
import type { Rule } from '../rule.ts'

/** Commands that came before the greeting was out (RFC 5321 §4.3.1). */
export const talksBeforeGreeting: Rule = (facts) => {
  if (!startsInClear(facts)) return null
  const early = earlyLine(facts)
  if (early === null) return null
  const { line, evidence } = early
  return {
    id: 'talks-before-greeting',
    confidence: 'certain',
    saw: `${line === null ? 'Commands' : `"${clean(line.trimEnd())}"`} came before the greeting was sent.`,
    why: 'A client should wait for the greeting (RFC 5321 §4.3.1); many servers drop a client that does not.',
    fix: 'Read the 220 line before the first command.',
    evidence: facts.greeting === null ? evidence : [...evidence, facts.greeting.n].sort((a, b) => a - b),
  }
}

/** Of a greeting that was held for a ClientHello, or that was late: commands that come before it are answered after it. */
function earlyLine({ firstBytes, exchanges, greeting, record }: Facts): {
  readonly line: string | null
  readonly evidence: readonly number[]
} | null {
  if (firstBytes?.protocol === 'smtp' && firstBytes.beforeGreeting)
    return { line: firstBytes.line, evidence: [firstBytes.n] }
  const [first] = exchanges
  if (first === undefined || greeting === null || record.speaker !== 'smtp') return null
  return (record.firstByteMs ?? Infinity) < greeting.atMs
    ? { line: first.command.line, evidence: [first.command.n] }
    : null
}
