import { randomBytes } from 'node:crypto'

/** Random octets in hex: passed in, like time, so that what is asked of a client can be known to a test. */
export type RandomHex = (sizeBytes: number) => string

export const systemRandom: RandomHex = (sizeBytes) => randomBytes(sizeBytes).toString('hex')
