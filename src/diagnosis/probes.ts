import type { SessionRecord } from '../model/session-record.ts'
import { cipherList } from './clients/cipher-lists.ts'
import { readFacts, type Facts } from './facts.ts'
import { covers } from './host-names.ts'
import { isHello } from './queries.ts'

/** Verbs of a health check: it never comes near a message. */
const harmless: ReadonlySet<string> = new Set(['EHLO', 'HELO', 'NOOP', 'QUIT', 'HELP', 'RSET', 'VRFY'])

/** EHLO names that say by themselves that no mail will come; `prober` is that of Prometheus's blackbox exporter. */
const monitorName =
  /^(?:health[-_]?check(?:er)?|(?:kube-|liveness[-_]?|readiness[-_]?)?probe|prober|blackbox(?:[-_]exporter)?|check_smtp|nagios|icinga|zabbix|monitor(?:ing)?)$/i

/** The EHLO name that `openssl s_client -starttls smtp` uses unless told otherwise. */
const sClientName = 'mail.example.com'

/** Whether the client greeted with the name of a monitor. */
export function greetsAsMonitor({ clear }: Facts): boolean {
  const name = clear.find(isHello)?.command.line.split(' ')[1] ?? ''
  return monitorName.test(name) || name.toLowerCase() === sClientName
}

/** What a session without mail and without a fault was, in words; null: no probe. */
export function describeProbe(facts: Facts, earlier: readonly SessionRecord[]): string | null {
  if (facts.record.close === null || facts.delivered > 0) return null
  // Whoever passes a limit is no monitor.
  if (facts.acts.some(({ what }) => what === 'limit')) return null
  const { exchanges, established } = facts
  if (facts.firstBytes !== null && facts.firstBytes.protocol === 'other') return 'a scan'
  if (exchanges.length === 0 && established === null) {
    return facts.record.firstByteMs === null ? 'a bare connect' : null
  }
  if (established !== null && facts.secure.length === 0) {
    return isHandshakeProbe(facts, earlier) ? 'a test of the TLS handshake' : null
  }
  if (
    !exchanges.every(
      (exchange) => harmless.has(exchange.command.verb) || exchange.command.verb === 'STARTTLS',
    )
  )
    return null
  return exchanges.some(isHello) ? 'a greeting and nothing more' : 'a look at the greeting'
}

/**
 * A complete handshake and not a word: a monitor, or a client that refused the certificate. Libraries on
 * OpenSSL report a CA they do not know by an alert in the handshake and only a wrong name after it; so with
 * OpenSSL's ciphers and a name that fits there was nothing left to refuse.
 */
export function isHandshakeProbe(facts: Facts, earlier: readonly SessionRecord[]): boolean {
  if (facts.established === null || facts.secure.length > 0 || facts.tlsFailed !== null) return false
  if (greetsAsMonitor(facts)) return true
  const sni = facts.hello?.hello.sni ?? null
  const names = facts.record.leaf?.names ?? []
  const list = cipherList(facts)
  if (sni !== null && covers(names, sni) && list?.refusesCaInHandshake === true) return true
  if (list?.refusesAllInTls13 === true && facts.established.tls.version === 'TLSv1.3') return true
  return comesAtFixedIntervals(facts.record, earlier)
}

/** Timers of monitors keep their interval this well, or to a hundredth; programs that people start do not. */
const jitterMs = 25
/** Retries come faster than this, monitors slower. */
const shortestIntervalMs = 900

/** Whether the peer has come with the same few commands at least twice before, at equal intervals. */
export function comesAtFixedIntervals(record: SessionRecord, earlier: readonly SessionRecord[]): boolean {
  if (earlier.length < 2) return false
  const shape = shapeOf(record)
  const at = Date.parse(record.startedAt)
  const times = earlier
    .filter(
      (other) =>
        other.remote.host === record.remote.host &&
        other.port.name === record.port.name &&
        other.clientName === record.clientName &&
        Date.parse(other.startedAt) < at &&
        shapeOf(other) === shape,
    )
    .map((other) => Date.parse(other.startedAt))
    .sort((a, b) => b - a)
  const [previous, beforeThat] = times
  if (previous === undefined || beforeThat === undefined) return false
  const last = at - previous
  const tolerated = Math.max(jitterMs, last / 100)
  return last >= shortestIntervalMs && Math.abs(last - (previous - beforeThat)) <= tolerated
}

/** The commands of a session, as one word. */
function shapeOf(record: SessionRecord): string {
  return readFacts(record)
    .exchanges.map((exchange) => exchange.command.verb)
    .join(' ')
}
