export const speakers = Object.freeze([
  'smtp',
  'tls',
  'http',
  'proxy',
  'ssh',
  'imap',
  'pop3',
  'sip',
  'rtsp',
  'redis',
  'amqp',
  'ftp',
  'other',
  'nobody',
] as const)

/** What spoke on a connection. */
export type Speaker = (typeof speakers)[number]
