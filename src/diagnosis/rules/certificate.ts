import type { LeafFacts } from '../../model/tls-facts.ts'
import type { Facts } from '../facts.ts'
import { isHandshakeProbe } from '../probes.ts'
import { findRejection, type Rejection } from '../rejection.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { Detection, Rule } from '../rule.ts'
import type { TlsStack } from '../stacks/tls-stack.ts'
import { namesOf, nameFix, trustFix, whyNameless, whyUntrusted } from './certificate-words.ts'
import { isSameTls } from '../same-client.ts'
import { mayFitUnnamed, serverNameMatch, type ServerNameMatch } from '../server-name.ts'

/** What the record leaves as the cause, the likelier first. */
interface Case {
  readonly facts: Facts
  readonly leaf: LeafFacts | null
  readonly rejection: Rejection
  readonly stack: TlsStack | null
  readonly name: ServerNameMatch
  /**
   * It takes our certificate, as far as others tell: Java on the same host has spoken under TLS before, and has one trust
   * store for all. Of other libraries each program has its own, and all programs one fingerprint.
   */
  readonly trusts: boolean
}

/**
 * The client refused the certificate: why, as far as it can be told. What is proven comes first: the dates, an alert
 * that names the CA, the name it asked for. A name that is in the certificate disproves a wrong name, whoever speaks.
 */
export const certificate: Rule = (facts, context) => {
  const { stack } = context
  const rejection = findRejection(facts, stack)
  if (rejection === null || isHandshakeProbe(facts, context)) return null
  const { leaf } = facts.record
  const one: Case = {
    facts,
    leaf,
    rejection,
    stack,
    name: serverNameMatch(facts),
    trusts:
      stack?.stack === 'java' && context.earlier.some((other) => hasTakenCertificate(other, facts.record)),
  }
  if (rejection.by === 'cut-off') return cutOff(one)
  return (
    (leaf && outsideDates(one, leaf)) ?? unknownCa(one) ?? wrongName(one) ?? otherFault(one) ?? untrusted(one)
  )
}

function hasTakenCertificate(other: SessionRecord, record: SessionRecord): boolean {
  return (
    other.remote.host === record.remote.host &&
    isSameTls(other, record) &&
    other.leaf?.notBefore === record.leaf?.notBefore &&
    other.entries.some((entry) => entry.kind === 'command' && entry.secure && entry.verb !== 'QUIT')
  )
}

function outsideDates({ facts, rejection }: Case, leaf: LeafFacts): Detection | null {
  const at = Date.parse(facts.record.startedAt)
  const expired = at > Date.parse(leaf.notAfter)
  const early = at < Date.parse(leaf.notBefore)
  if (!expired && !early && rejection.alert?.number !== 45) return null
  const dates = `the certificate is valid from ${leaf.notBefore} to ${leaf.notAfter}`
  const proven = expired || early
  return {
    id: 'certificate-expired',
    confidence: proven ? 'certain' : 'likely',
    saw: `The client ${rejection.saw}; ${dates}.`,
    why: proven
      ? `The certificate ${expired ? 'has expired' : 'is not valid yet'}, so every client that verifies refuses it.`
      : 'The client finds the certificate expired although it is not: its clock may be wrong, or the CA it holds is an old one.',
    fix: proven
      ? 'Give the server a certificate that is valid now; then let the client trust its CA.'
      : "Set the client's clock, and give it the current CA file.",
    evidence: rejection.evidence,
  }
}

/** The alert unknown_ca says it itself. */
function unknownCa({ leaf, rejection, name }: Case): Detection | null {
  if (rejection.alert?.number !== 48) return null
  const besides =
    name.is === 'wrong' ? ` The name it asked for, ${name.quoted}, is not in the certificate either.` : ''
  return {
    id: 'ca-not-trusted',
    confidence: 'certain',
    saw: `The client ${rejection.saw}.`,
    why: `${whyUntrusted(leaf, true)}${besides}`,
    fix: besides === '' ? trustFix(leaf) : `${trustFix(leaf)} ${nameFix}`,
    evidence: rejection.evidence,
  }
}

function wrongName(one: Case): Detection | null {
  const { facts, leaf, rejection, stack, name, trusts } = one
  if (leaf === null || name.is === 'fits') return null
  const shared = { id: 'certificate-name-mismatch' as const, evidence: rejection.evidence }
  const held = `the certificate is for ${namesOf(leaf)}`
  if (name.is === 'wrong') {
    const unsure = rejection.confidence === 'ambiguous'
    return {
      ...shared,
      confidence: unsure ? 'ambiguous' : 'certain',
      ...(unsure && { severity: 'warning' as const }),
      saw: `The client asked for ${name.quoted} and ${rejection.saw}; ${held}.`,
      why: `A client that verifies takes a certificate only for the name it connected to.${unsure ? ' A check of the handshake alone looks the same.' : ''}`,
      fix: nameFix,
    }
  }
  // Of a library that names a CA it does not know, bad_certificate is about the name; internal_error is Perl's word for it.
  const number = rejection.alert?.number
  const saysName = number === 80 || (number === 42 && stack?.tellsCa === true)
  if (!saysName && !trusts && mayFitUnnamed(facts.record, stack)) return null
  return {
    ...shared,
    confidence: saysName ? 'likely' : 'ambiguous',
    saw: `The client asked for no server name and ${rejection.saw}; ${held}.`,
    why: `${whyNameless(stack)} What it connected to is then not in the certificate.${saysName ? '' : ' A CA that it does not trust would look the same.'}`,
    fix: saysName ? nameFix : `${nameFix} ${trustFix(leaf)}`,
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
      ? 'It may not be made for servers (extended key usage), or not be a kind the client takes.'
      : 'It is refused for something in it: its key, its signature, its use.'
  return {
    id: 'certificate-rejected-any',
    confidence: 'likely',
    saw: `The client ${rejection.saw}.`,
    why: `The alert says that the certificate was refused, not why. ${kind}${name.is === 'fits' ? ` The name ${name.quoted} is in it.` : ''}`,
    fix: `Use the certificate this server makes itself, or one made for TLS servers. ${trustFix(leaf)}`,
    evidence: rejection.evidence,
  }
}

/** Nothing speaks against the CA: it is the cause, or it comes first of two that cannot be told apart. */
function untrusted({ leaf, rejection, stack, name }: Case): Detection {
  const alone = name.is === 'fits'
  const leftOver = alone
    ? ` The name it asked for, ${name.quoted}, is in the certificate, so it is not the name.`
    : ` ${whyNameless(stack)} If such a name or address is not in the certificate, that looks the same.`
  const fix = alone ? trustFix(leaf) : `${trustFix(leaf)} ${nameFix}`
  const shared = { saw: `The client ${rejection.saw}.`, fix, evidence: rejection.evidence }
  if (rejection.by === 'silence') {
    const who =
      stack?.refusesSilentlyInTls13 === true
        ? 'Node programs do that when they refuse a certificate; they give no reason on the wire.'
        : 'Some clients do that when they refuse a certificate, and give no reason on the wire.'
    return {
      ...shared,
      id: 'certificate-rejected-silently',
      confidence: alone ? 'likely' : 'ambiguous',
      why: `${who}${leftOver} A client that ran into a time-out at that moment, or was ended, looks the same.`,
    }
  }
  if (isLate(rejection)) {
    const other =
      rejection.confidence === 'certain' ? '' : ' A monitor that only tests the handshake looks the same.'
    return {
      ...shared,
      id: 'certificate-rejected-after-handshake',
      confidence: rejection.confidence === 'certain' && !alone ? 'likely' : rejection.confidence,
      ...(rejection.confidence === 'ambiguous' && { severity: 'warning' as const }),
      why: `Some clients look at the certificate only after the handshake, and leave when they refuse it. ${whyUntrusted(leaf, false)}${leftOver}${other}`,
    }
  }
  return {
    ...shared,
    id: 'ca-not-trusted',
    confidence: alone ? 'likely' : 'ambiguous',
    why: `${whyUntrusted(leaf, alone)}${leftOver}`,
  }
}

function isLate(rejection: Rejection): boolean {
  return rejection.by === 'after-handshake' || rejection.late === true
}

/** It left in the handshake, and not over the certificate. */
function cutOff({ rejection, stack }: Case): Detection {
  const alerts =
    stack?.alertsInHandshake === true
      ? `${stack.name} sends an alert when it refuses a certificate`
      : 'A client that refuses a certificate does so at once'
  return {
    id: 'handshake-cut-off',
    confidence: 'likely',
    saw: `The client ${rejection.saw}.`,
    why: `${alerts}, so this was a time-out of its own, or the program was ended.`,
    fix: 'Give the client more time for the connection and the handshake, and look for what ended it.',
    evidence: rejection.evidence,
  }
}
