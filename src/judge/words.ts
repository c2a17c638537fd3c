import type { VerifyFaultCode } from '../model/verify.ts'
import type { Evidence } from './evidence.ts'

/** At most 13 characters where it can be: four columns of them, a mark and a name of 24 are 80. */
const faultWords: Readonly<Record<VerifyFaultCode, string>> = {
  'password-unencrypted': 'password leak',
  'login-unencrypted': 'login leak',
  'message-unencrypted': 'mail leak',
  'envelope-unencrypted': 'envelope leak',
  'password-to-unproven-server': 'not verified',
  'message-to-unproven-server': 'not verified',
  'envelope-to-unproven-server': 'not verified',
  'server-proof-ignored': 'proof ignored',
  'injected-reply-used': 'reply used',
  'weak-tls-accepted': 'weak TLS used',
  'other-recipient': 'extra recipient',
  'not-delivered': 'not delivered',
  'other-user': 'other user',
  'delivered-twice': 'sent twice',
  'retried-for-good': 'tried again',
  'login-repeated': 'many logins',
  'failure-not-reported': 'not reported',
  'recipient-not-reported': 'partly sent',
  'false-alarm': 'false alarm',
  hung: 'hung',
}

/** A cell in three words: its worst fault, else what was done. */
export function wordsOf(fault: VerifyFaultCode | undefined, seen: Evidence): string {
  if (fault === 'hung' && seen.delivered > 0) return 'sent, hung'
  if (fault === 'failure-not-reported' && seen.crash !== null) return 'crashed'
  return fault === undefined ? doneIn(seen) : faultWords[fault]
}

/** What an observation is about first: who saw what. */
export function observedIn(seen: Evidence, tlsWasDue: boolean): string {
  if (seen.exposed.password === 'clear') return 'password leak'
  if (tlsWasDue && seen.exposed.message === 'clear') return 'mail leak'
  return doneIn(seen)
}

function doneIn({ delivered, recipients, reported, retriesAfterMs, skippedLogin }: Evidence): string {
  const end = { yes: 'reported', no: 'not reported', 'false-alarm': 'error', 'not-needed': '', unknown: '' }[
    reported
  ]
  if (delivered === 0) return end === '' ? 'refused' : end
  if (recipients.reached < recipients.asked)
    return [`${recipients.reached} of ${recipients.asked}`, ...(end === '' ? [] : [end])].join(', ')
  if (reported === 'false-alarm') return 'sent, error'
  if (retriesAfterMs.length > 0) return 'retried, sent'
  return skippedLogin ? 'login skipped' : 'delivered'
}
