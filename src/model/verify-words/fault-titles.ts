import type { VerifyFault, VerifyFaultCode } from '../verify.ts'

/** What each code says about a client, in a line. */
export const faultTitles: Readonly<Record<VerifyFaultCode, string>> = Object.freeze({
  'password-unencrypted': 'The password crossed the network unencrypted',
  'login-unencrypted': 'The client answered a challenge for its password unencrypted',
  'message-unencrypted': 'The message crossed the network unencrypted',
  'envelope-unencrypted': 'Sender and recipients crossed the network unencrypted',
  'password-to-unproven-server': 'The password went to a server that had not proven its identity',
  'message-to-unproven-server': 'The message went to a server that had not proven its identity',
  'envelope-to-unproven-server': 'Sender and recipients went to a server that had not proven its identity',
  'server-proof-ignored': 'The client ignored that the server did not know the password',
  'injected-reply-used': 'The client used replies that somebody injected before TLS',
  'weak-tls-accepted': 'The client accepted a form of TLS that standards forbid',
  'other-recipient': 'The client named a recipient that it was not given',
  'not-delivered': 'Mail that could have been delivered was not',
  'other-user': 'The client logged in as a different user than it was given',
  'delivered-twice': 'The same mail was delivered more than once',
  'retried-for-good': 'A permanently refused command was sent again',
  'login-repeated': 'A refused password was sent repeatedly',
  'failure-not-reported': 'Mail was not delivered, and the client reported no error',
  'recipient-not-reported': 'A recipient was refused, and the client reported no error',
  'false-alarm': 'Mail was delivered, and the client reported an error',
  hung: 'The client did not end in time',
})

/** What comes above the lines of a fix: `What to write, in Nodemailer`, `What to set, in any client`. */
export function fixTitle({ language, library }: NonNullable<VerifyFault['fix']>): string {
  return `${language === 'text' ? 'What to set' : 'What to write'}, in ${library.replace(/^Any client$/, 'any client')}`
}
