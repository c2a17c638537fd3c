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

/** Their first lines are words that others use too. */
export const speakersOfCommonWords: ReadonlySet<Speaker> = new Set<Speaker>(['imap', 'pop3', 'ftp', 'redis'])
