export const speakers = Object.freeze([
  'smtp',
  'tls',
  'http',
  'proxy',
  'ssh',
  'imap',
  'pop3',
  'sip',
  'other',
  'nobody',
] as const)

/** What spoke on a connection. */
export type Speaker = (typeof speakers)[number]
