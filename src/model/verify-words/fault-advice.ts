import type { VerifyFaultCode } from '../verify.ts'

const checkCertificate =
  'Let the client check the certificate and the name in it, and give it the CA to trust (SMTP_CA_FILE in these runs).'
const requireTls = 'Require TLS: the client must stop where STARTTLS is not offered or fails.'

/** What to change, in a sentence, where nothing more is known of the client. */
export const faultAdvice: Readonly<Record<VerifyFaultCode, string>> = Object.freeze({
  'password-unencrypted': requireTls,
  'login-unencrypted': requireTls,
  'message-unencrypted': requireTls,
  'envelope-unencrypted': requireTls,
  'password-to-unproven-server': checkCertificate,
  'message-to-unproven-server': checkCertificate,
  'envelope-to-unproven-server': checkCertificate,
  'server-proof-ignored':
    'Upgrade the mail library: in SCRAM it must compare the signature of the server with its own (RFC 5802 §3).',
  'injected-reply-used':
    'Upgrade the mail library: it must discard what it received before TLS began (RFC 3207 §4.2).',
  'weak-tls-accepted':
    'Require TLS 1.2 or newer, and remove the setting that allows older versions or weak ciphers.',
  'other-recipient':
    'Let the client send to the recipients of each run alone (SMTP_TO), without a copy to anybody else.',
  'not-delivered':
    'The client’s own error says why. If it is about the certificate, give it the CA to trust (SMTP_CA_FILE in these runs).',
  'other-user':
    'Let the client take user and password from the settings of each run (SMTP_USER, SMTP_PASS), not from a file of its own.',
  'delivered-twice':
    'Wait up to ten minutes for the reply to the final dot before sending again (RFC 5321 §4.5.3.2.6).',
  'retried-for-good': 'Do not send again what was refused with a 5xx reply (RFC 5321 §4.2.1).',
  'login-repeated': 'Stop when the login is refused: a few tries lock the account.',
  'failure-not-reported':
    'Check the result of the mail library, and exit with an error where the message was not accepted.',
  'recipient-not-reported':
    'Check which recipients were refused (`rejected` in Nodemailer, what Python’s send_message() returns), and report them.',
  'false-alarm': 'After the 250 to the message, ignore errors of QUIT and of closing the connection.',
  hung: 'Set a time-out for the connection and for each reply, and close the connection after sending.',
})
