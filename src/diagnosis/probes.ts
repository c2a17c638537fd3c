import type { SessionRecord } from '../model/session-record.ts'
import type { Verb } from '../model/verbs.ts'
import { readFacts, type Facts } from './facts.ts'
import { isHello, startsInClear } from './queries.ts'
import type { RuleContext } from './rule.ts'
import { protocolName } from './protocol-names.ts'
import { describeScan } from './scans.ts'
import { mayFitUnnamed, serverNameMatch } from './server-name.ts'
import { isSameClient } from './same-client.ts'
import { offersTickets } from './stacks/structure.ts'

/** Verbs of a health check: it never comes near a message. */
const harmless: ReadonlySet<string> = new Set<Verb>(['EHLO', 'HELO', 'NOOP', 'QUIT', 'HELP', 'RSET', 'VRFY'])

const sendingVerbs: ReadonlySet<string> = new Set<Verb>(['AUTH', 'MAIL', 'RCPT'])

/** EHLO names that say by themselves that no mail will come; `prober` is that of Prometheus's blackbox exporter. */
const monitorName =
  /^(?:health[-_]?check(?:er)?|(?:kube-|liveness[-_]?|readiness[-_]?)?probe|prober|blackbox(?:[-_]exporter)?|check_smtp|nagios|icinga|zabbix|monitor(?:ing)?)$/i

/** Whether the client greeted with the name of a monitor. */
export function greetsAsMonitor({ exchanges }: Facts): boolean {
  return monitorName.test(exchanges.find(isHello)?.command.line.split(' ')[1] ?? '')
}

/** What a session without mail and without a fault was, in words; null: no probe. */
export function describeProbe(facts: Facts, context: RuleContext): string | null {
  if (facts.record.close === null || facts.delivered > 0) return null
  // A client that exceeds a limit is no monitor.
  if (facts.acts.some(({ what }) => what === 'limit')) return null
  const scan = describeScan(facts.record, context)
  if (scan !== null) return scan
  const { exchanges, established } = facts
  if (facts.firstBytes?.protocol === 'other' && protocolName(facts.firstBytes) === null) return 'a scan'
  if (speaksAnother(facts)) return null
  if (exchanges.length === 0 && established === null) {
    if (facts.record.firstByteMs !== null) return null
    return facts.greeting === null
      ? 'a bare connect'
      : 'a connection that left at the greeting: a check of the port, or a client of IMAP or POP3, which expects another greeting'
  }
  if (established !== null && saysNothing(facts)) {
    if (tookLeaveOfTls(facts, context))
      return 'a TLS handshake and an orderly end: a check of the certificate'
    return isHandshakeProbe(facts, context)
      ? 'a TLS handshake, then nothing: a check, a refusal, or a client of IMAP or POP3, which expects another greeting'
      : null
  }
  if (
    !exchanges.every(
      (exchange) => harmless.has(exchange.command.verb) || exchange.command.verb === 'STARTTLS',
    )
  )
    return null
  if (!exchanges.some(isHello)) return 'a look at the greeting'
  if (exchanges.some(({ command }) => command.verb === 'NOOP'))
    return 'a greeting and NOOP, as a test of the connection'
  return isIdle(facts) && waitedMs(facts) - facts.lateMs > givesUpWithinMs
    ? 'a greeting and an idle connection'
    : 'a greeting and nothing more'
}

/** Its first octets are those of a protocol that has a name and is not SMTP. */
function speaksAnother({ firstBytes }: Facts): boolean {
  return firstBytes !== null && protocolName(firstBytes) !== null
}

/** Not a word under TLS, but for QUIT. */
function saysNothing({ secure }: Facts): boolean {
  return secure.every(({ command }) => command.verb === 'QUIT')
}

/** Libraries on these take leave with QUIT after a test of the connection, and without a word when they give up. */
export function quitsWhenContent({ stack }: RuleContext): boolean {
  return stack?.stack === 'java' || stack?.stack === 'node'
}

/**
 * A complete handshake and not a word, but perhaps QUIT: a monitor, or a client that refused the certificate. By habit it is
 * the former where its library refuses in the handshake all that it refuses, or all but a wrong name: there was nothing left
 * to refuse. That decides only where the record shows nothing wrong with the certificate.
 */
export function isHandshakeProbe(facts: Facts, context: RuleContext): boolean {
  return isWordlessHandshake(facts) && (isMonitor(facts, context) || isCheckByHabit(facts, context))
}

/**
 * Whether it ended TLS with close_notify, which most clients that refuse a certificate do not. Libraries that compare names after the
 * handshake do, so it says nothing of a name that is wrong, or of an address; and Java, whose mail libraries do so, asks for no
 * name without a dot.
 */
export function tookLeaveOfTls(facts: Facts, { stack }: RuleContext): boolean {
  if (facts.record.close?.closeNotify !== true || !isWordlessHandshake(facts)) return false
  const name = serverNameMatch(facts)
  if (name.is === 'none') return name.address === null && stack?.stacks.includes('java') !== true
  return name.is === 'fits'
}

/** Whether it is a monitor by what the client shows of itself alone. */
export function isMonitorsHandshake(facts: Facts, context: RuleContext): boolean {
  return isWordlessHandshake(facts) && isMonitor(facts, context)
}

function isWordlessHandshake(facts: Facts): boolean {
  return facts.established !== null && saysNothing(facts) && facts.tlsFailed === null
}

function isMonitor(facts: Facts, context: RuleContext): boolean {
  return greetsAsMonitor(facts) || (facts.secure.length > 0 && comesAtFixedIntervals(facts, context))
}

function isCheckByHabit(facts: Facts, context: RuleContext): boolean {
  const { stack, library } = context
  if (stack?.refusesInHandshake === 'all') return true
  const quits = facts.secure.length > 0
  if (quits && quitsWhenContent(context)) return true
  // libesmtp, which nobody recognises, has OpenSSL take any certificate of STARTTLS, and looks at it afterwards.
  if (quits && stack?.refusesInHandshake === 'ca' && (library !== null || !startsInClear(facts))) return true
  if (stack?.refusesInHandshake === 'ca' && serverNameMatch(facts).is === 'fits') return true
  if (isBuiltAsMonitoringPlugin(facts, context)) return true
  return stack?.refusesSilentlyInTls13 === true && facts.established?.tls.version === 'TLSv1.3'
}

/**
 * check_tcp, check_ssmtp and their like of the Monitoring Plugins ask OpenSSL for no tickets and allow every version; they ask
 * for no name, and look at no certificate. libcurl, which offers no tickets either, refuses an unknown CA in the handshake
 * wherever it still allows TLS 1.0.
 */
function isBuiltAsMonitoringPlugin({ hello, record }: Facts, { stack }: RuleContext): boolean {
  const offered = hello?.hello ?? record.clientHello
  if (offered === null || offered.sni !== null || offersTickets(offered)) return false
  if (stack === null || !stack.stacks.some((name) => name === 'openssl' || name === 'openssl-program'))
    return false
  return (
    offered.versions.includes('TLSv1.3') &&
    offered.versions.includes('TLSv1.0') &&
    mayFitUnnamed(record, stack)
  )
}

/** Who gives up on what it read in the EHLO answer does so at once: within 100 ms, as measured, and a cold JVM within half a second. A pool keeps its connections. */
const givesUpWithinMs = 700

/**
 * Whether the client stayed for a while after the EHLO answer and then took leave: not because of the answer. A bare
 * close tells nothing: who gives up may leave that to the end of its program.
 */
export function isIdle(facts: Facts): boolean {
  return waitedMs(facts) > givesUpWithinMs
}

/** From the answer to the last greeting to QUIT; 0 where either is missing. */
function waitedMs({ exchanges }: Facts): number {
  const answered = exchanges.findLast(isHello)?.last
  const left = exchanges.find(({ command }) => command.verb === 'QUIT')?.command.atMs
  return answered === undefined || answered === null || left === undefined ? 0 : left - answered.atMs
}

/**
 * Whether the same client, as far as its greeting and its TLS tell, was delivering over another connection meanwhile:
 * this one was a spare. One before or after proves nothing, since many programs of a host greet alike.
 */
export function deliversBeside({ record }: Facts, { earlier }: RuleContext): boolean {
  const [from, to] = spanOf(record)
  return earlier.some((other) => {
    const [start, end] = spanOf(other)
    return other.messages.length > 0 && isSameClient(other, record) && start <= to && end >= from
  })
}

/** Whether a client that greets alike, with the same TLS, has delivered on this port. */
export function deliveredElsewhere({ record }: Facts, { earlier }: RuleContext): boolean {
  return earlier.some(
    (other) => other.id !== record.id && other.messages.length > 0 && isSameClient(other, record),
  )
}

function spanOf({ startedAt, durationMs }: SessionRecord): readonly [number, number] {
  const from = Date.parse(startedAt)
  return [from, durationMs === null ? Infinity : from + durationMs]
}

/** Timers of monitors keep their interval this well, or to a hundredth; programs that people start do not. */
const jitterMs = 25
/** Programs try again every second or two, monitors come less often. */
const shortestIntervalMs = 4_500
/** With three visits before it, a fourth in step is no accident. */
const visitsBefore = 3

/**
 * Whether this is the visit of a monitor: it has come with the same few commands at least three times before, at equal
 * intervals, and takes leave. A client that is known to send mail, or has tried to, is trying again.
 */
export function comesAtFixedIntervals(facts: Facts, { earlier, shows }: RuleContext): boolean {
  const { record, exchanges } = facts
  if (shows || earlier.length < visitsBefore || exchanges.at(-1)?.command.verb !== 'QUIT') return false
  const at = Date.parse(record.startedAt)
  const before = earlier.filter((other) => isSameClient(other, record) && Date.parse(other.startedAt) < at)
  if (before.some(triedToSend)) return false
  const shape = shapeOf(record)
  const visits = before
    .filter((other) => shapeOf(other) === shape)
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))
    .slice(0, visitsBefore)
  if (visits.length < visitsBefore) return false
  const times = visits.map(({ startedAt }) => Date.parse(startedAt))
  const intervals = times.map((time, index) => (times[index - 1] ?? at) - time)
  const [last = 0] = intervals
  // By what this server was late in them, visits seem out of step.
  const lateMs = [record, ...visits].reduce((sum, { lateMs = 0 }) => sum + lateMs, 0)
  const tolerated = Math.max(jitterMs, last / 100) + lateMs
  return last >= shortestIntervalMs && intervals.every((one) => Math.abs(last - one) <= tolerated)
}

/** Whether a session without mail was meant to have some. */
function triedToSend({ entries, messages }: SessionRecord): boolean {
  return (
    messages.length === 0 && entries.some((entry) => entry.kind === 'command' && sendingVerbs.has(entry.verb))
  )
}

/** The commands of a session, as one word. */
function shapeOf(record: SessionRecord): string {
  return readFacts(record)
    .exchanges.map((exchange) => exchange.command.verb)
    .join(' ')
}
