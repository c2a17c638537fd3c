/** The server's last words on a connection, hints for the client's own error message among them. */
export const closingReplies = {
  authLimit: {
    code: 421,
    enhanced: '4.7.0',
    rfc: '4954 §9',
    text: 'Too many failed logins: check user name and password, then connect again',
  },
  inFlightBroken: {
    code: 421,
    enhanced: '4.3.1',
    rfc: '5321 §3.8',
    text: 'Too many bytes are arriving at once: send again when other messages are in',
  },
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
  lineEndless: {
    code: 421,
    enhanced: '4.7.0',
    rfc: '5321 §3.8',
    text: 'A command line without an end: command lines end by CRLF',
  },
  hintImplicitTls: {
    code: 421,
    enhanced: '4.7.0',
    rfc: '8314 §3.3',
    text: 'This port speaks TLS from the first byte: use implicit TLS (SMTPS), or STARTTLS on its own port (usually 587)',
  },
  hintStarttls: {
    code: 554,
    enhanced: '5.7.0',
    rfc: '3207 §4',
    text: 'This port starts in plaintext: use STARTTLS in place of implicit TLS (SMTPS), or implicit TLS on its own port (usually 465)',
  },
  hintPlain: {
    code: 554,
    enhanced: '5.7.0',
    rfc: '5321 §3.1',
    text: 'This port has no TLS: turn TLS off in the client, or use implicit TLS on its own port (usually 465)',
  },
} as const
