import type { LeafFacts } from '../../model/tls-facts.ts'
import type { Facts } from '../facts.ts'
import { isHandshakeProbe, isMonitorsHandshake, tookLeaveOfTls } from '../probes.ts'
import { findRejection, type Rejection } from '../rejection.ts'
import type { Detection, Rule } from '../rule.ts'
import type { TlsStack } from '../stacks/tls-stack.ts'
import { addressFix, namesOf, nameFix, trustFix, whyNameless, whyUntrusted } from './certificate-words.ts'
import { unaskedStarttls } from './starttls-unasked.ts'
import { addressReached, mayFitUnnamed, serverNameMatch, type ServerNameMatch } from '../server-name.ts'

/** What the record leaves as the cause, the likelier first. */
interface Case {
  readonly facts: Facts
  readonly leaf: LeafFacts | null
  readonly rejection: Rejection
  readonly stack: TlsStack | null
  readonly name: ServerNameMatch
}

/**
 * The client refused the certificate: why, as far as the record shows. What it proves comes first: an alert that names
 * the CA, the dates, the name that the client asked for. What a TLS library usually does decides only where two causes
 * are left. A name that is in the certificate disproves a wrong name, whatever the client.
 */
export const certificate: Rule = (facts, context) => {
  const { stack } = context
  const seen = findRejection(facts, stack)
  if (seen === null || isMonitorsHandshake(facts, context)) return null
  const { leaf } = facts.record
  const name = serverNameMatch(facts)
  const isCheck = isHandshakeProbe(facts, context)
  const isWrong = name.is === 'wrong' || (leaf !== null && faultOfDates(facts, leaf) !== null)
  if (isCheck && !isWrong) return null
  if (!isWrong && tookLeaveOfTls(facts, context))
    return checkOfCertificate({ facts, leaf, rejection: seen, stack, name })
  const rejection: Rejection = isCheck ? { ...seen, confidence: 'ambiguous' } : seen
  const one: Case = { facts, leaf, rejection, stack, name }
  const unread = cutOff(one)
  const found =
    unknownCa(one) ??
    (leaf && outsideDates(one, leaf)) ??
    wrongName(one) ??
    unread ??
    otherFault(one) ??
    untrusted(one)
  if (found === null || found === unread) return found
  return { ...found, fix: `${found.fix}${unaskedStarttls(facts, context)}` }
}

/** Nobody's mistake, as far as the record shows; what it says beside is for a client that should have sent mail. */
function checkOfCertificate(one: Case): Detection {
  const found = wrongName(one)
  return {
    id: found?.id ?? 'certificate-rejected-after-handshake',
    severity: 'note',
    confidence: 'ambiguous',
    saw: 'The client completed the TLS handshake and took leave of TLS with close_notify, without a command.',
    why: `A check of the certificate does this: "openssl s_client", gnutls-cli, nmap, a monitor. Nothing shows that the client refused the certificate.${found === null ? '' : ` ${found.why}`}`,
    fix: `After a check nothing has to change. If the client should have sent mail: ${found === null ? trustFix(one.leaf) : found.fix}`,
    evidence: one.rejection.evidence,
  }
}

/** How the dates of the certificate rule it out at the time of the session; null: they do not. */
function faultOfDates(facts: Facts, leaf: LeafFacts): string | null {
  const at = Date.parse(facts.record.startedAt)
  if (at > Date.parse(leaf.notAfter)) return 'has expired'
  return at < Date.parse(leaf.notBefore) ? 'is not valid yet' : null
}

function outsideDates({ facts, rejection }: Case, leaf: LeafFacts): Detection | null {
  const fault = faultOfDates(facts, leaf)
  if (fault === null && rejection.alert?.number !== 45) return null
  const dates = `the certificate is valid from ${leaf.notBefore} to ${leaf.notAfter}`
  const proven = fault !== null
  return {
    id: 'certificate-expired',
    ...(proven ? sureness(rejection) : { confidence: 'likely' }),
    saw: `The client ${rejection.saw}; ${dates}.`,
    why: proven
      ? `The certificate ${fault}, so every client that verifies it refuses it.${alike(rejection)}`
      : 'The client reports an expired certificate, but this one is valid: the clock of the client may be wrong, or its copy of the CA is an old one.',
    fix: proven
      ? 'Give the server a certificate that is valid now; then let the client trust its CA.'
      : "Set the client's clock, and give it the current CA file.",
    evidence: rejection.evidence,
  }
}

/** How sure it is that a client which met a certificate that is wrong for all refused it, by the way it left. */
function sureness({ by, confidence }: Rejection): Pick<Detection, 'confidence' | 'severity'> {
  if (confidence === 'ambiguous') return { confidence, severity: 'warning' }
  return { confidence: by === 'alert' || by === 'silence' ? 'certain' : confidence }
}

/** What else may have left like this; nothing where the client said itself that it refused. */
function alike({ by, confidence }: Rejection): string {
  if (by === 'cut-off') return ' A client that ran into a time-out, or was ended, looks the same.'
  return by === 'after-handshake' && confidence !== 'certain'
    ? ' A check of the handshake alone looks the same.'
    : ''
}

/** The alert unknown_ca says it itself; what else is wrong with the certificate comes after it. */
function unknownCa({ facts, leaf, rejection, name }: Case): Detection | null {
  if (rejection.alert?.number !== 48) return null
  const dates = leaf === null ? null : faultOfDates(facts, leaf)
  const otherName = name.is === 'wrong'
  const besides = [
    ...(dates === null ? [] : [`The certificate also ${dates}.`]),
    ...(otherName ? [`The name it asked for, ${name.quoted}, is not in the certificate either.`] : []),
  ]
  const fixes = [
    trustFix(leaf),
    ...(dates === null ? [] : ['Give the server a certificate that is valid now.']),
    ...(otherName ? [nameFix] : []),
  ]
  return {
    id: 'ca-not-trusted',
    confidence: 'certain',
    saw: `The client ${rejection.saw}.`,
    why: [whyUntrusted(leaf, true), ...besides].join(' '),
    fix: fixes.join(' '),
    evidence: rejection.evidence,
  }
}

function wrongName(one: Case): Detection | null {
  const { facts, leaf, rejection, stack, name } = one
  if (leaf === null || name.is === 'fits') return null
  const shared = { id: 'certificate-name-mismatch' as const, evidence: rejection.evidence }
  const held = `the certificate is for ${namesOf(leaf)}`
  if (name.is === 'wrong') {
    return {
      ...shared,
      ...sureness(rejection),
      saw: `The client asked for ${name.quoted}, and it ${rejection.saw}; ${held}.`,
      why: `A client that verifies accepts a certificate only for the name it connected to.${alike(rejection)}`,
      fix: nameFix,
    }
  }
  if (rejection.by === 'cut-off') return null
  // Of a library that names a CA it does not know, bad_certificate is about the name; internal_error is Perl's word for it.
  const number = rejection.alert?.number
  const saysName = number === 80 || (number === 42 && stack?.tellsCa === true)
  const reached = addressReached(facts)
  if (!saysName && reached === null && mayFitUnnamed(facts.record, stack)) return null
  const without = name.address === null ? 'no server name' : `the address ${name.address}`
  const asked = reached === null ? `asked for ${without}` : `connected to ${reached}, asked for ${without}`
  const lacks =
    reached === null
      ? 'So what it connected to is not in the certificate.'
      : `The address that it connected to, ${reached}, is not in the certificate.`
  const fix = reached === null ? nameFix : addressFix(reached)
  return {
    ...shared,
    confidence: saysName ? 'likely' : 'ambiguous',
    // A check that asks for no name looks the same: `openssl s_client`, a monitor.
    ...(rejection.by === 'after-handshake' && !saysName && { severity: 'warning' as const }),
    saw: `The client ${asked}, and it ${rejection.saw}; ${held}.`,
    why: `${whyNameless(name, stack)} ${lacks}${saysName ? '' : ' A CA that it does not trust looks the same.'}`,
    fix: saysName ? fix : `${fix} ${trustFix(leaf)}`,
  }
}

/** Alerts about something that is neither the CA nor the name. */
const otherFaults: ReadonlySet<number> = new Set([43, 44, 49, 113, 116])

function otherFault({ leaf, rejection, stack, name }: Case): Detection | null {
  const number = rejection.alert?.number ?? 0
  const neither = otherFaults.has(number) || number === 80 || (number === 42 && stack?.tellsCa === true)
  if (!neither || rejection.by !== 'alert' || isLate(rejection)) return null
  const kind =
    number === 43
      ? 'The certificate may not be made for servers (extended key usage), or not be of a kind that the client accepts.'
      : 'Something in it does not suit the client: its key, its signature, or its use.'
  return {
    id: 'certificate-rejected-any',
    confidence: 'likely',
    saw: `The client ${rejection.saw}.`,
    why: `The alert says that the certificate was refused, but not why. ${kind}${name.is === 'fits' ? ` The name ${name.quoted} is in it.` : ''}`,
    fix: `Use the certificate that this server makes itself, or one that is made for TLS servers. ${trustFix(leaf)}`,
    evidence: rejection.evidence,
  }
}

/** Nothing speaks against the CA: it is the cause, or it comes first of two that cannot be told apart. */
function untrusted({ leaf, rejection, stack, name }: Case): Detection {
  const alone = name.is === 'fits'
  const leftOver = alone
    ? ` The name it asked for, ${name.quoted}, is in the certificate, so the name is not the cause.`
    : ` ${name.is === 'none' ? `${whyNameless(name, stack)} ` : ''}If the name or address that it connected to is not in the certificate, that looks the same.`
  const fix = alone ? trustFix(leaf) : `${trustFix(leaf)} ${nameFix}`
  const shared = { saw: `The client ${rejection.saw}.`, fix, evidence: rejection.evidence }
  if (rejection.by === 'silence') {
    const who =
      stack?.refusesSilentlyInTls13 === true
        ? 'Node programs do this when they refuse a certificate, and give no reason on the wire.'
        : 'Some clients do this when they refuse a certificate, and give no reason on the wire.'
    return {
      ...shared,
      id: 'certificate-rejected-silently',
      confidence: alone ? 'likely' : 'ambiguous',
      why: `${who}${leftOver} A client that ran into a time-out at that moment, or was ended, looks the same.`,
    }
  }
  if (isLate(rejection)) {
    const other =
      rejection.confidence === 'certain'
        ? ''
        : ' A monitor that only tests the handshake looks the same, and so does a client for IMAP or POP3, which expects another greeting.'
    return {
      ...shared,
      id: 'certificate-rejected-after-handshake',
      ...surenessAfterHandshake(rejection, alone),
      why: `Some clients check the certificate only after the handshake, and leave if they refuse it. ${whyUntrusted(leaf, false)}${leftOver}${other}`,
    }
  }
  return {
    ...shared,
    id: 'ca-not-trusted',
    confidence: alone ? 'likely' : 'ambiguous',
    why: `${whyUntrusted(leaf, alone)}${leftOver}`,
  }
}

/** A client that asked for no name and left without a word may as well have been a check: `openssl s_client`, a monitor. */
function surenessAfterHandshake(
  { confidence, by }: Rejection,
  alone: boolean,
): Pick<Detection, 'confidence' | 'severity'> {
  const isCheck =
    confidence === 'ambiguous' || (confidence === 'likely' && by === 'after-handshake' && !alone)
  if (isCheck) return { confidence: 'ambiguous', severity: 'warning' }
  return { confidence: confidence === 'certain' && !alone ? 'likely' : confidence }
}

function isLate(rejection: Rejection): boolean {
  return rejection.by === 'after-handshake' || rejection.late === true
}

/** It left in the handshake, with nothing against the certificate, and its TLS library would have said what it refuses. */
function cutOff({ rejection, stack }: Case): Detection | null {
  if (rejection.by !== 'cut-off') return null
  const alerts =
    stack?.alertsInHandshake === true
      ? `${stack.name} sends an alert when it refuses a certificate`
      : 'A client that refuses a certificate leaves at once'
  return {
    id: 'handshake-cut-off',
    confidence: 'likely',
    saw: `The client ${rejection.saw}.`,
    why: `${alerts}, so it ran into a time-out of its own, or its program was ended.`,
    fix: 'Give the client more time for the connection and the handshake, or find out what ended its program.',
    evidence: rejection.evidence,
  }
}
