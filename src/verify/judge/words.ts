import type { VerifyFaultCode } from '../../model/verify.ts'
import type { Evidence } from './evidence.ts'

/** At most 13 characters where it can be: four columns of them, a mark and a name of 24 are 80. */
const faultWords: Readonly<Record<VerifyFaultCode, string>> = {
  'password-in-clear': 'password leak',
  'message-in-clear': 'mail in clear',
  'envelope-in-clear': 'envelope leak',
  'password-to-unproven-server': 'not verified',
  'message-to-unproven-server': 'not verified',
  'envelope-to-unproven-server': 'not verified',
  'injected-reply-used': 'reply used',
  'weak-tls-accepted': 'weak TLS used',
  'not-delivered': 'not delivered',
  'delivered-twice': 'sent twice',
  'retried-for-good': 'tried again',
  'login-repeated': 'many logins',
  'failure-not-told': 'not told',
  'recipient-not-told': 'partly, quiet',
  'false-alarm': 'false alarm',
  hung: 'hung',
}

/** A cell in three words: its worst fault, else what was done. */
export function wordsOf(fault: VerifyFaultCode | undefined, seen: Evidence): string {
  if (fault === 'hung' && seen.delivered > 0) return 'sent, hung'
  return fault === undefined ? doneIn(seen) : faultWords[fault]
}

/** What an observation is about first: who saw what. */
export function observedIn(seen: Evidence, tlsWasDue: boolean): string {
  if (seen.exposed.password === 'clear') return 'password leak'
  if (tlsWasDue && seen.exposed.message === 'clear') return 'mail in clear'
  return doneIn(seen)
}

function doneIn({ delivered, recipients, told, retriesAfterMs, skippedLogin }: Evidence): string {
  const end = { yes: 'told', no: 'quiet', 'false-alarm': 'error', 'not-needed': '', unknown: '' }[told]
  const say = (done: string): string => (end === '' ? done : `${done}, ${end}`)
  if (delivered === 0) return say('refused')
  if (recipients.reached < recipients.asked) return say(`${recipients.reached} of ${recipients.asked}`)
  if (told === 'false-alarm') return 'sent, error'
  if (retriesAfterMs.length > 0) return 'retried, sent'
  return skippedLogin ? 'login skipped' : 'delivered'
}
