import type { Confidence } from '../model/judgement.ts'
import type { TlsAlert } from '../model/observation.ts'
import { duration } from './quote.ts'
import { serverBrokeOff } from './queries.ts'
import { serverNameMatch } from './server-name.ts'
import type { TlsStack } from './stacks/tls-stack.ts'
import type { Facts } from './facts.ts'

/** How a client showed that it does not take the certificate; `cut-off`: how it left at that moment for another reason. */
export interface Rejection {
  readonly by: 'alert' | 'silence' | 'cut-off' | 'after-handshake'
  readonly alert: TlsAlert | null
  /** The alert came when the handshake was complete. */
  readonly late?: boolean
  /** That it was the certificate; `certain`: nothing else ends a session like this. */
  readonly confidence: Confidence
  /** For the sentence, with the client as its subject. */
  readonly saw: string
  readonly evidence: readonly number[]
}

/** Alerts that speak of a certificate (RFC 8446 §6.2); 80 is what Perl sends for a wrong name. */
const certificateAlerts: ReadonlySet<number> = new Set([42, 43, 44, 45, 46, 48, 49, 80, 113, 116])

/** A client looks at the certificate at once; one that stays longer than this had another reason to leave. */
const looksWithinMs = 2_000

/** The refusal of the certificate in this session, if there was one. */
export function findRejection(facts: Facts, stack: TlsStack | null): Rejection | null {
  const { hello, tlsFailed, established, secure } = facts
  const alert = tlsFailed?.reason === 'client-alert' ? tlsFailed.alert : null
  if (tlsFailed !== null && alert !== null) {
    const isAboutIt = certificateAlerts.has(alert.number) || (alert.number === 40 && hasWrongName(facts))
    if (!isAboutIt || tlsFailed.phase === 'before-hello') return null
    // A client that had spoken under TLS had taken the certificate.
    if (secure.length > 0) return null
    const when = tlsFailed.phase === 'established' ? 'right after' : 'during'
    const saw = `broke off ${when} the TLS handshake with the alert ${alert.name} (${alert.number})`
    const late = established !== null
    return { by: 'alert', alert, late, confidence: 'certain', saw, evidence: handshakeEntries(facts) }
  }
  if (tlsFailed?.reason === 'client-closed' && tlsFailed.phase === 'handshake' && established === null) {
    const afterMs = tlsFailed.atMs - (hello?.atMs ?? tlsFailed.atMs)
    // Nobody thinks about a certificate for long; and some never leave without an alert.
    if (afterMs - facts.lateMs > looksWithinMs || stack?.alertsInHandshake === true) {
      const saw = `closed the connection during the TLS handshake, ${duration(afterMs)} after its ClientHello, without an alert`
      return { by: 'cut-off', alert: null, confidence: 'likely', saw, evidence: handshakeEntries(facts) }
    }
    const saw =
      'closed the connection during the TLS handshake, after it had received our certificate, without an alert'
    return { by: 'silence', alert: null, confidence: 'likely', saw, evidence: handshakeEntries(facts) }
  }
  if (established === null || serverBrokeOff(facts)) return null
  const [first] = secure
  if (first === undefined) {
    const { close } = facts.record
    if (close === null || close.by === 'server' || close.atMs - established.atMs > looksWithinMs) return null
    const saw = 'completed the TLS handshake and left without a word'
    return {
      by: 'after-handshake',
      alert: null,
      confidence: 'likely',
      saw,
      evidence: handshakeEntries(facts),
    }
  }
  // Postfix says QUIT to a certificate it refuses, and so does libesmtp, on the OpenSSL of many others.
  if (first.command.verb !== 'QUIT') return null
  return {
    by: 'after-handshake',
    alert: null,
    confidence: stack?.quitsOnRefusal === true ? 'certain' : 'ambiguous',
    saw: 'completed the TLS handshake and then said nothing but QUIT',
    evidence: [...handshakeEntries(facts), first.command.n],
  }
}

/** Erlang sends handshake_failure for a name that is not in the certificate; from others it says nothing about one. */
function hasWrongName(facts: Facts): boolean {
  return facts.record.leaf !== null && serverNameMatch(facts).is === 'wrong'
}

/** Numbers of the entries of the handshake, in order. */
function handshakeEntries({ hello, tlsFailed, established }: Facts): readonly number[] {
  return [hello?.n, established?.n, tlsFailed?.n].filter((n) => n !== undefined).sort((a, b) => a - b)
}
