import type { VerifyFaultCode } from '../model/verify.ts'
import type { Evidence } from './evidence.ts'
import { hostTold, nameAsked, provesNameUsed } from './host-used.ts'
import { hasLeakFinding, localhostNote } from './localhost-trust.ts'
import type { Trial } from './trial.ts'

/** One sentence for each fault: what the client did, in this trial. */
export function summaryOf(code: VerifyFaultCode, trial: Trial, seen: Evidence): string {
  return sentences[code](trial, seen)
}

const sentences: Readonly<Record<VerifyFaultCode, (trial: Trial, seen: Evidence) => string>> = {
  'password-unencrypted': (trial, seen) =>
    `${wentOn(seen)} sent its password unencrypted: anyone who was listening has it.${hasLeakFinding(trial) ? '' : localhostNote(trial)}`,
  'login-unencrypted': (_trial, seen) =>
    `${wentOn(seen)} answered a challenge of ${seen.answeredInClear} unencrypted: who was listening can try passwords until one gives that answer.`,
  'message-unencrypted': ({ port }, seen) =>
    `${wentOn(seen)} sent the mail unencrypted, on a port for ${port.tls === 'implicit' ? 'implicit TLS' : 'STARTTLS'}.`,
  'envelope-unencrypted': (_trial, seen) => `${wentOn(seen)} sent the addresses of sender and recipient unencrypted.`,
  'password-to-unproven-server': () => 'It logged in to a server that had not proven its identity: anyone could have answered.',
  'message-to-unproven-server': () => 'It handed over the mail to a server that had not proven its identity: anyone could have answered.',
  'envelope-to-unproven-server': () => 'It handed over the addresses to a server that had not proven its identity: anyone could have answered.',
  'server-proof-ignored': () => 'It went on and handed over the mail although the server’s signature in SCRAM was wrong: that server does not know the password.',
  'injected-reply-used': (_trial, { hurried, injectedOffer }) =>
    `It used a reply from before TLS as if it had come under TLS: ${hurried || injectedOffer === null ? 'its next command came before the server had answered' : `it logged in by ${injectedOffer}, which only that reply had offered`}.`,
  'weak-tls-accepted': ({ scenario: { tls } }, { way }) =>
    tls?.ciphers === undefined
      ? `It logged in or sent mail under ${way?.version ?? 'TLS'} although that no longer protects anything.`
      : `It logged in or sent mail under a cipher that protects nothing, ${tls.ciphers}.`,
  'other-recipient': (_trial, { otherRecipients }) =>
    `It named a recipient that it was not given, ${otherRecipients.map((address) => `<${address}>`).join(' and ')}.`,
  'not-delivered': (trial, { delivered, missed }) =>
    delivered > 0
      ? `The message did not arrive for ${missed.map((address) => `<${address}>`).join(' and ')}.`
      : `The message did not arrive${endInWords(trial.end?.exitCode ?? null)}.${whichHost(trial)}`,
  'other-user': (_trial, { otherUser }) =>
    `It logged in as ${JSON.stringify(otherUser)}, not as the user it was given.`,
  'delivered-twice': (_trial, { perRecipient, repeated }) =>
    repeated
      ? `The same message was accepted ${times(perRecipient)} for one recipient.`
      : `${perRecipient} messages were accepted for one recipient, in a run that must send one.`,
  'retried-for-good': (_trial, { refusedForGood }) => `It sent ${times(refusedForGood)} what the server had permanently refused (5xx).`,
  'login-repeated': (_trial, { refusedLogins }) => `It tried the same login ${times(refusedLogins)} although each try was refused: that locks accounts.`,
  'failure-not-reported': ({ kind }, { crash }) =>
    crash === null
      ? `The message was not accepted, and the ${kind} ended as if it had been.`
      : `The message was not accepted, and the ${kind} crashed (${crash}): a crash reports nothing.`,
  'recipient-not-reported': ({ kind }, { recipients: { asked, reached } }) =>
    `${asked - reached} of ${asked} recipients did not get it, and the ${kind} ended as if all had.`,
  'false-alarm': ({ kind }) => `The message was accepted, and the ${kind} ended with an error: people who read that send it again.`,
  hung: ({ limitMs }, { delivered }) =>
    `${delivered > 0 ? 'It delivered, and then' : 'It'} did not end within ${limitMs / 1000} s.`,
} // prettier-ignore

function wentOn({ wentOn: after }: Evidence): string {
  return after ? 'It went on unencrypted after it had refused the certificate, and' : 'It'
}

function times(count: number): string {
  return count === 2 ? 'twice' : `${count} times`
}

/** Why a healthy certificate was refused, where the host is the reason. */
function whichHost(trial: Trial): string {
  const { scenario, host, kind, records, comparesAddress } = trial
  const asked = nameAsked(records)
  if (comparesAddress) {
    const other =
      asked === null ? ` If it has a host of its own, let it take that from ${hostTold[kind]}.` : ''
    return ` Given the host "${host}", the client refused a certificate for that name, and delivered where the certificate has only the address: it compares the address, which is in no certificate of a real server.${other}`
  }
  if (scenario.group !== 'control' || asked === null || provesNameUsed(trial)) return ''
  return ` It asked for "${asked}", and the certificate is for "${host}": let it take its host from ${hostTold[kind]}, or verify it with --connect ${asked}.`
}

function endInWords(exitCode: number | null): string {
  return exitCode === null || exitCode === 0 ? '' : `; exit code ${exitCode}`
}
