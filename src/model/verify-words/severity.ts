import { type VerifyFaultCode, verifyFaultCodes, type VerifySeverity, verifySeverities } from '../verify.ts'

/** Of mail that is lost or doubled, unless something else is written here. */
const others: Partial<Readonly<Record<VerifyFaultCode, VerifySeverity>>> = {
  'password-unencrypted': 'exposure',
  'login-unencrypted': 'exposure',
  'message-unencrypted': 'exposure',
  'envelope-unencrypted': 'exposure',
  'password-to-unproven-server': 'exposure',
  'message-to-unproven-server': 'exposure',
  'envelope-to-unproven-server': 'exposure',
  'server-proof-ignored': 'exposure',
  'injected-reply-used': 'exposure',
  'weak-tls-accepted': 'exposure',
  'other-recipient': 'exposure',
  'false-alarm': 'false-alarm',
}

/** How bad a fault is. */
export function severityOf(code: VerifyFaultCode): VerifySeverity {
  return others[code] ?? 'mail'
}

/** Each in a few words, after the title of a cause. */
export const severityWords: Readonly<Record<VerifySeverity, string>> = Object.freeze({
  exposure: 'password or mail exposed',
  mail: 'mail lost or doubled',
  'false-alarm': 'false alarm',
  manners: 'manners',
})

/** The worst first: by severity, then in the order of the codes. */
export function bySeverity(a: VerifyFaultCode, b: VerifyFaultCode): number {
  return placeOf(a) - placeOf(b)
}

function placeOf(code: VerifyFaultCode): number {
  return verifySeverities.indexOf(severityOf(code)) * verifyFaultCodes.length + verifyFaultCodes.indexOf(code)
}
