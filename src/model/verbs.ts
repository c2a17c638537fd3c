/** The commands of SMTP that Fourport knows, though it may not offer them (RFC 5321, 3207, 4954, 3030). */
export const verbs = Object.freeze([
  'EHLO',
  'HELO',
  'MAIL',
  'RCPT',
  'DATA',
  'RSET',
  'NOOP',
  'QUIT',
  'VRFY',
  'HELP',
  'STARTTLS',
  'AUTH',
  'EXPN',
  'BDAT',
] as const)

export type Verb = (typeof verbs)[number]
