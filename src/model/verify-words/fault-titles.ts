import type { VerifyFault, VerifyFaultCode } from '../verify.ts'

/** What each code says of a client, in a line. */
export const faultTitles: Readonly<Record<VerifyFaultCode, string>> = Object.freeze({
  'password-in-clear': 'The password crossed the network in clear',
  'message-in-clear': 'The message crossed the network in clear',
  'envelope-in-clear': 'Sender and recipients crossed the network in clear',
  'password-to-unproven-server': 'The password went to a server that had not proved its name',
  'message-to-unproven-server': 'The message went to a server that had not proved its name',
  'envelope-to-unproven-server': 'Sender and recipients went to a server that had not proved its name',
  'injected-reply-used': 'Replies were used that somebody put in front of TLS',
  'weak-tls-accepted': 'TLS was spoken in a form that standards forbid',
  'not-delivered': 'Mail was not delivered that could have been',
  'delivered-twice': 'The same mail was delivered more than once',
  'retried-for-good': 'What was refused for good was sent again',
  'login-repeated': 'A refused password was sent again and again',
  'failure-not-told': 'Mail was not delivered, and nobody was told',
  'recipient-not-told': 'A recipient was refused, and nobody was told',
  'false-alarm': 'Mail was delivered, and an error was told',
  hung: 'The client did not end in time',
})

/** What stands over the lines of a fix: `What to write, in Nodemailer`, `What to set, in any client`. */
export function fixTitle({ language, library }: NonNullable<VerifyFault['fix']>): string {
  return `${language === 'text' ? 'What to set' : 'What to write'}, in ${library.replace(/^Any client$/, 'any client')}`
}
