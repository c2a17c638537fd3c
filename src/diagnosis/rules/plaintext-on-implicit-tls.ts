import type { Facts } from '../facts.ts'
import { clean, duration } from '../quote.ts'
import { serverBrokeOff } from '../queries.ts'
import type { Rule } from '../rule.ts'
import { onlyOn465 } from './port-called-465.ts'

/**
 * Silence this long is a client that waits for a greeting. Health checks close at once; the slowest TLS
 * client measured (Java) sends its ClientHello within 0.5 s; the shortest greeting time-out people set is
 * one second, and timers may fire a little early.
 */
export const waitsInVainMs = 900

const why =
  'This port speaks TLS from the first byte (RFC 8314 §3.3): it sends no plaintext greeting, so both sides wait for each other. A client for IMAP or POP3 without TLS waits for its greeting in the same way.'

/** Plaintext, or STARTTLS, on the port for implicit TLS. */
export const plaintextOnImplicitTls: Rule = (facts, context) => {
  const { record, firstBytes } = facts
  const { port } = record
  if (port.tls !== 'implicit' || facts.hello !== null || facts.established !== null) return null
  // A hint that came after the client's first bytes answered them; one before them was taken for a greeting.
  const hint = facts.acts.find((act) => act.what === 'hint' && (firstBytes === null || act.n < firstBytes.n))
  const fix = `Set the client to implicit TLS (SSL/TLS from the start) on port ${port.port}; or use ${context.starttlsPort}.${onlyOn465(port, context.library)}`
  const speaksSmtp = firstBytes?.protocol === 'smtp' || (firstBytes === null && facts.clear.length > 0)

  if (speaksSmtp && hint === undefined) {
    const line = firstBytes?.line ?? facts.clear[0]?.command.line
    return {
      id: 'plaintext-commands-on-implicit-tls-port',
      confidence: 'certain',
      saw: `The first bytes on port ${port.port} were ${line === undefined ? 'an SMTP command' : `"${clean(line.trimEnd())}"`}, unencrypted.`,
      why: 'This port speaks TLS from the first byte (RFC 8314 §3.3) and cannot read plaintext.',
      fix,
      evidence: [firstBytes?.n ?? facts.clear[0]?.command.n ?? 0],
    }
  }

  const silentMs = hint?.atMs ?? facts.lastedMs
  const silent = record.firstByteMs === null || hint !== undefined
  // While this server was late, a client may have spoken unheard.
  if (!silent || silentMs === null || silentMs - facts.lateMs < waitsInVainMs) return null
  const answer = hint === undefined ? null : answerTo(hint.atMs, speaksSmtp, facts)
  const close = facts.acts.find((act) => act.what !== 'hint')
  return {
    id: 'plaintext-on-implicit-tls-port',
    confidence: answer === null ? 'likely' : 'certain',
    saw: `The client connected to port ${port.port} and sent nothing for ${duration(silentMs)}${answer ?? ending(facts)}.`,
    why: answer === null ? `${why} A health check that keeps a silent connection open looks the same.` : why,
    fix,
    evidence: [hint?.n, firstBytes?.n, close?.n].filter((n) => n !== undefined),
  }
}

/** A client that reads the hint as a greeting gives up at once; one that leaves later has a time limit of its own. */
const leavesAtOnceMs = 1_500

/** What the client did upon our hint, where that was an answer to it; null: the record does not show one. */
function answerTo(hintMs: number, speaksSmtp: boolean, facts: Facts): string | null {
  const { record, firstBytes, clear, lateMs } = facts
  if (speaksSmtp) {
    const line = firstBytes?.line ?? clear[0]?.command.line
    return `, then answered our plaintext hint${line === undefined ? '' : ` with "${clean(line.trimEnd())}"`}`
  }
  const { close } = record
  // A server that was late does not know whether the client left before its hint or after it.
  if (close?.by !== 'client' || lateMs > 0 || close.atMs - hintMs >= leavesAtOnceMs) return null
  return `, then closed the connection ${duration(close.atMs - hintMs)} after our plaintext hint`
}

function ending(facts: Facts): string {
  // Whether it gave up, or was ended by the person who ran it, does not show here.
  return facts.record.close?.by === 'client' && !serverBrokeOff(facts) ? ', then closed the connection' : ''
}
