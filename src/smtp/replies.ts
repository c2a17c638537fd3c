/** One SMTP reply: RFC 5321 §4.2, enhanced code by RFC 3463, and the section that asks for it. */
export interface Reply {
  readonly code: number
  /** null where RFC 2034 §3 allows none: greetings, EHLO, 3xx. */
  readonly enhanced: string | null
  readonly text: string | readonly string[]
  readonly rfc?: string
}

/** A reply that ends a connection: one line. */
export type LastReply = Reply & { readonly text: string }

/** Every fixed reply of ours. A refusal says in one line what to change; clients print that line to their users. */
export const replies = {
  // Refused by the profile of the port
  starttlsFirst: {
    code: 530,
    enhanced: '5.7.0',
    rfc: '3207 §4',
    text: 'Must issue a STARTTLS command first: turn on STARTTLS in the client (not implicit TLS, which is port 465)',
  },
  starttlsNotOffered: {
    code: 502,
    enhanced: '5.5.1',
    rfc: '3207 §4.3',
    text: 'STARTTLS is not offered on this port: turn TLS off in the client, or use a submission port (587, or 465 with implicit TLS)',
  },
  tlsAlready: {
    code: 503,
    enhanced: '5.5.1',
    rfc: '3207 §4.2',
    text: 'TLS is already active: do not send STARTTLS on an encrypted connection',
  },
  tlsGo: { code: 220, enhanced: '2.0.0', rfc: '3207 §4', text: 'Ready to start TLS' },
  authNotOffered: {
    code: 502,
    enhanced: '5.5.1',
    rfc: '4954 §4',
    text: 'AUTH is not offered on this port: leave user name and password out, or use a submission port (587 or 465)',
  },
  authRequired: {
    code: 530,
    enhanced: '5.7.0',
    rfc: '4954 §6',
    text: 'Authentication required: give the client a user name and password',
  },
  // Order
  ehloFirst: {
    code: 503,
    enhanced: '5.5.1',
    rfc: '5321 §4.1.4',
    text: 'Send EHLO first: EHLO and the name of the client',
  },
  ehloAgain: {
    code: 503,
    enhanced: '5.5.1',
    rfc: '3207 §4.2',
    text: 'Send EHLO again after STARTTLS: the session starts over under TLS',
  },
  mailFirst: {
    code: 503,
    enhanced: '5.5.1',
    rfc: '5321 §3.3',
    text: 'Send MAIL FROM first: there is no transaction yet',
  },
  mailTwice: {
    code: 503,
    enhanced: '5.5.1',
    rfc: '5321 §4.1.4',
    text: 'A transaction is open already: finish it with DATA, or drop it with RSET, before the next MAIL',
  },
  rcptFirst: {
    code: 503,
    enhanced: '5.5.1',
    rfc: '5321 §3.3',
    text: 'No recipient was accepted: send RCPT TO before DATA',
  },
  authTwice: {
    code: 503,
    enhanced: '5.5.1',
    rfc: '4954 §4',
    text: 'Already authenticated: log in once a connection',
  },
  authInTransaction: {
    code: 503,
    enhanced: '5.5.1',
    rfc: '4954 §4',
    text: 'AUTH is not allowed within a mail transaction: log in before MAIL FROM',
  },
  // Syntax
  unknownCommand: {
    code: 500,
    enhanced: '5.5.2',
    rfc: '5321 §4.2.4',
    text: 'Command not recognized: see RFC 5321 section 4.1 for the commands of SMTP',
  },
  notImplemented: {
    code: 502,
    enhanced: '5.5.1',
    rfc: '5321 §4.2.4',
    text: 'Command not implemented: EHLO lists what this server offers',
  },
  noArgument: {
    code: 501,
    enhanced: '5.5.4',
    rfc: '5321 §4.3.2',
    text: 'This command takes no argument',
  },
  notUtf8: {
    code: 501,
    enhanced: '5.5.2',
    rfc: '6531 §3.3',
    text: 'The line has bytes that are not UTF-8: encode it as UTF-8 and announce SMTPUTF8',
  },
  lineTooLong: {
    code: 500,
    enhanced: '5.5.2',
    rfc: '5321 §4.5.3.1.4',
    text: 'Line too long: a command line ends by CRLF and has at most 512 octets, 12288 in AUTH',
  },
  lineEndless: {
    code: 421,
    enhanced: '4.7.0',
    rfc: '5321 §3.8',
    text: 'A command line without an end: command lines end by CRLF',
  },
  senderSyntax: {
    code: 501,
    enhanced: '5.1.7',
    rfc: '5321 §4.1.2',
    text: 'Bad sender address: write MAIL FROM:<user@example.com>, with angle brackets',
  },
  recipientSyntax: {
    code: 501,
    enhanced: '5.1.3',
    rfc: '5321 §4.1.2',
    text: 'Bad recipient address: write RCPT TO:<user@example.com>, with angle brackets',
  },
  parameterSyntax: {
    code: 501,
    enhanced: '5.5.4',
    rfc: '5321 §4.1.2',
    text: 'Bad parameter: parameters are KEYWORD or KEYWORD=value, without control characters',
  },
  parameterUnknown: {
    code: 555,
    enhanced: '5.5.4',
    rfc: '5321 §4.1.1.11',
    text: 'Parameter not recognized: use only those that EHLO offers',
  },
  utf8Undeclared: {
    code: 553,
    enhanced: '5.6.7',
    rfc: '6531 §3.5',
    text: 'Non-ASCII address: add SMTPUTF8 to MAIL FROM, or use an ASCII address',
  },
  // AUTH
  authAccepted: { code: 235, enhanced: '2.7.0', rfc: '4954 §6', text: 'Authentication successful' },
  authRejected: {
    code: 535,
    enhanced: '5.7.8',
    rfc: '4954 §6',
    text: 'Authentication credentials invalid: check user name and password',
  },
  authCancelled: { code: 501, enhanced: '5.0.0', rfc: '4954 §4', text: 'Authentication cancelled' },
  authMalformed: {
    code: 501,
    enhanced: '5.5.2',
    rfc: '4954 §4',
    text: 'Malformed authentication: the response must be base64 of what the mechanism asks for',
  },
  authMechanism: {
    code: 504,
    enhanced: '5.5.4',
    rfc: '4954 §4',
    text: 'Mechanism not offered: use one that EHLO lists after AUTH',
  },
  authLimit: {
    code: 421,
    enhanced: '4.7.0',
    rfc: '4954 §9',
    text: 'Too many failed logins: check user name and password, then connect again',
  },
  // DATA
  dataGo: { code: 354, enhanced: null, rfc: '5321 §4.1.1.4', text: 'End data with <CR><LF>.<CR><LF>' },
  sizeExceeded: {
    code: 552,
    enhanced: '5.3.4',
    rfc: '1870 §6.3',
    text: 'Message larger than the SIZE that EHLO announces: send less, or raise the limit of the server',
  },
  inFlightFull: {
    code: 452,
    enhanced: '4.3.1',
    rfc: '5321 §4.2.3',
    text: 'Too many bytes are arriving at once: send again when other messages are in',
  },
  inFlightBroken: {
    code: 421,
    enhanced: '4.3.1',
    rfc: '5321 §3.8',
    text: 'Too many bytes are arriving at once: send again when other messages are in',
  },
  // Server's doing
  busy: {
    code: 421,
    enhanced: '4.3.2',
    rfc: '5321 §3.8',
    text: 'Too many connections on this port: close some, then connect again',
  },
  shutdown: {
    code: 421,
    enhanced: '4.3.2',
    rfc: '5321 §3.8',
    text: 'Server is shutting down: connect again when it is back',
  },
  idle: {
    code: 421,
    enhanced: '4.4.2',
    rfc: '5321 §4.5.3.2.7',
    text: 'Idle for too long: connect again',
  },
  deadline: {
    code: 421,
    enhanced: '4.4.2',
    rfc: '5321 §3.8',
    text: 'The connection has lived for as long as one may: connect again',
  },
  tooManyRefused: {
    code: 421,
    enhanced: '4.7.0',
    rfc: '5321 §3.8',
    text: 'Too many refused commands in a row: read the replies before, then connect again',
  },
  tooManyIdleCommands: {
    code: 421,
    enhanced: '4.7.0',
    rfc: '5321 §3.8',
    text: 'Too many commands without a message: connect again',
  },
  notSmtp: {
    code: 421,
    enhanced: '4.7.0',
    rfc: '5321 §3.8',
    text: 'This port speaks SMTP: use an SMTP client, or point this client at another port',
  },
  // Hints in the client's own error message
  hintImplicitTls: {
    code: 421,
    enhanced: '4.7.0',
    rfc: '8314 §3.3',
    text: 'This port speaks TLS from the first byte: use implicit TLS (secure: true / SMTPS), or port 587 with STARTTLS',
  },
  hintStarttls: {
    code: 554,
    enhanced: '5.7.0',
    rfc: '3207 §4',
    text: 'This port starts in plaintext: use STARTTLS (secure: false / not SMTPS), or port 465 for implicit TLS',
  },
  hintPlain: {
    code: 554,
    enhanced: '5.7.0',
    rfc: '5321 §3.1',
    text: 'This port has no TLS: turn TLS off in the client, or use port 465 for implicit TLS',
  },
} as const

export type ReplyName = keyof typeof replies

/** The octets of a reply, one line for each line of its text (RFC 5321 §4.2.1). */
export function renderReply(reply: Reply): string {
  const { code, text } = reply
  const prefix = reply.enhanced === null ? '' : `${reply.enhanced} `
  if (typeof text === 'string') return `${code} ${prefix}${text}\r\n`
  const last = text.length - 1
  return text.map((line, index) => `${code}${index < last ? '-' : ' '}${prefix}${line}\r\n`).join('')
}
