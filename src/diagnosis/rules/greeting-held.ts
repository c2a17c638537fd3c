import { duration } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** A check that only connects closes at once; one that stays for longer has waited for the greeting. */
const waitedMs = 50

/** The client's time was up while we held our greeting, for another client's sake. */
export const greetingHeld: Rule = ({ acts, greeting, exchanges, hello, lastedMs, lateMs, record }) => {
  const held = acts.find(({ what }) => what === 'greeting-held')
  if (held === undefined || greeting !== null || exchanges.length > 0 || hello !== null) return null
  if (lastedMs === null || lastedMs - lateMs < waitedMs) return null
  return {
    id: 'greeting-held',
    confidence: 'certain',
    saw: `The client left after ${duration(lastedMs)} on port ${record.port.port}, while this server held its greeting: shortly before, a client of the same host had opened this port with TLS.`,
    why: 'With hints on, the next greeting after that is held for 600 ms at most, so that the server can answer inside TLS. This client did not wait that long.',
    fix: 'Try again: a greeting is held only once. Or give the client at least a second for the greeting, or start the server without hints (--no-hints).',
    evidence: [held.n],
  }
}
