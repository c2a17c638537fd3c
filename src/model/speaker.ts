export const speakers = Object.freeze(['smtp', 'tls', 'http', 'proxy', 'ssh', 'other', 'nobody'] as const)

/** What spoke on a connection. */
export type Speaker = (typeof speakers)[number]
