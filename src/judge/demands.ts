import type { DemandKind } from '../model/scenario.ts'
import type { Exposure, VerifyFaultCode, VerifyRule } from '../model/verify.ts'
import { demanded, isLeftOpen, leftOpen } from '../model/verify-words/demanded.ts'
import type { Evidence } from './evidence.ts'
import type { Trial } from './trial.ts'

type Codes = readonly VerifyFaultCode[]

/** What a client did against the demand of a scenario, if it is one; in no order. */
export const breaches: Readonly<Record<DemandKind, (trial: Trial, seen: Evidence) => Codes>> = {
  deliver: (trial, seen) => [...leaks(trial, seen), ...undelivered(seen), ...untold(trial, seen), ...repeats(trial, seen)],
  refuse: (trial, seen) => [...leaks(trial, seen), ...weakness(trial, seen), ...untold(trial, seen)],
  'no-plaintext': (trial, seen) => [...leaks(trial, seen), ...untold(trial, seen), ...repeats(trial, seen)],
  report: (trial, seen) => [...leaks(trial, seen), ...untold(trial, seen), ...logins(seen), ...repeats(trial, seen)],
  'report-once': (trial, seen) => [
    ...leaks(trial, seen),
    ...untold(trial, seen),
    ...logins(seen),
    ...(seen.refusedForGood > 1 ? (['retried-for-good'] as const) : []),
  ],
  'report-or-retry': (trial, seen) => [...leaks(trial, seen), ...untold(trial, seen), ...logins(seen), ...repeats(trial, seen)],
  'not-used': (trial, seen) => [
    ...leaks(trial, seen),
    ...(seen.hurried || seen.injectedOffer !== null ? (['injected-reply-used'] as const) : []),
    ...untold(trial, seen),
    ...repeats(trial, seen),
  ],
  // Without a login nothing is taken there, and there is no other one than that.
  'break-off': (trial, seen) => [
    ...leaks(trial, seen),
    ...(seen.delivered > 0 ? (['server-proof-ignored'] as const) : []),
    ...untold(trial, seen),
    ...logins(seen),
  ],
  'quit-quiet': (trial, seen) => [...leaks(trial, seen), ...undelivered(seen), ...untold(trial, seen), ...repeats(trial, seen)],
  observe: () => [],
} // prettier-ignore

/** Whether the client was to speak under TLS alone: RFC 8314 §5.2 where it logs in, RFC 8314 §3.3 where TLS is there at once. */
function tlsIsDue({ port, login, requireTls }: Trial): boolean {
  return port.tls === 'implicit' || (port.tls === 'starttls' && (login || requireTls))
}

/** The envelope is told of where nothing worse is. */
function leaks(trial: Trial, { exposed, answeredInClear, otherRecipients }: Evidence): Codes {
  const { password, message, envelope } = exposed
  const inClear = (exposure: Exposure): boolean => exposure === 'clear' && tlsIsDue(trial)
  const codes: VerifyFaultCode[] = []
  // A password is never for all to read, whatever the port: such a mechanism is for use under TLS (RFC 4954 §9).
  if (password === 'clear') codes.push('password-unencrypted')
  if (answeredInClear !== null && tlsIsDue(trial)) codes.push('login-unencrypted')
  if (inClear(message)) codes.push('message-unencrypted')
  else if (inClear(envelope)) codes.push('envelope-unencrypted')
  if (password === 'unproven-server') codes.push('password-to-unproven-server')
  if (message === 'unproven-server') codes.push('message-to-unproven-server')
  else if (envelope === 'unproven-server') codes.push('envelope-to-unproven-server')
  if (otherRecipients.length > 0) codes.push('other-recipient')
  return codes
}

function weakness({ scenario }: Trial, { usedTls }: Evidence): Codes {
  return scenario.group === 'versions' && usedTls ? ['weak-tls-accepted'] : []
}

/** With the login of somebody else nothing can be delivered here: that is all there is to say. */
function undelivered({ delivered, otherUser, missed }: Evidence): Codes {
  if (delivered > 0) return missed.length > 0 ? ['not-delivered'] : []
  return otherUser === null ? ['not-delivered'] : ['other-user']
}

/** Of a run that did not end nobody can say that it kept silent. */
function untold({ end }: Trial, { reported, delivered }: Evidence): Codes {
  if (reported === 'false-alarm') return ['false-alarm']
  if (reported !== 'no' || end?.timedOut === true) return []
  return [delivered > 0 ? 'recipient-not-reported' : 'failure-not-reported']
}

function repeats({ control }: Trial, { repeated, perRecipient }: Evidence): Codes {
  // The run is to send one message, so at a healthy server each recipient gets one.
  return repeated || perRecipient > (control?.perRecipient ?? 1) ? ['delivered-twice'] : []
}

/** Each mechanism is tried once or twice as a rule, and a server bears three tries (RFC 4954 §9); from then on an account gets locked. */
const loginsBorne = 3

function logins({ refusedLogins }: Evidence): Codes {
  return refusedLogins > loginsBorne ? ['login-repeated'] : []
}

/** Which rule holds for a trial: what the scenario demands, or no more than an observation where its ground is not there. */
export function ruleOf(trial: Trial, { reported }: Evidence): VerifyRule {
  const { source, demand, group } = trial.scenario
  const must = (because: string): VerifyRule => ({ kind: 'must', source, because })
  const observation = (because: string): VerifyRule => ({ kind: 'observation', source, because })
  if (isLeftOpen(demand)) {
    return observation(leftOpen(group))
  }
  if (!groundIsThere(trial)) {
    return observation('The client does not log in, and the port does not start with TLS: such a client may send without TLS (RFC 7435), unless it is set to require TLS (--require-tls).')
  }
  if (demand.what === 'quit-quiet' && trial.kind === 'function' && reported === 'false-alarm') {
    return observation('The message was accepted; a function may report the error at QUIT separately from the sending.')
  }
  return must(demanded[demand.what])
} // prettier-ignore

function groundIsThere(trial: Trial): boolean {
  const { needs } = trial.scenario.demand
  if (needs === 'password') return trial.login
  return needs !== 'tls-asked' || tlsIsDue(trial)
}
