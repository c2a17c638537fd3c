import { randomBytes } from 'node:crypto'

/** Makes ids that match `^[0-9A-Za-z_-]{8,64}$`, sort by age within one process and cannot be guessed across two. */
export interface Ids {
  next(prefix: 'm' | 's' | 'i' | 'f'): string
}

/** A random head per server, then a counter: unique, ordered whatever the clock does, and cheap (no entropy per message). */
export function createIds(): Ids {
  const head = randomBytes(4).toString('hex')
  let count = 0
  return { next: (prefix) => `${prefix}${head}${(++count).toString(36).padStart(6, '0')}` }
}
