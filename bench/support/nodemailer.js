import { createRequire } from 'node:module'

/**
 * The project's own nodemailer. MailDev brings one of its own into bench/node_modules, an older one that leaves Nagle's
 * algorithm on: with every server alike, it waits 40 ms for the acknowledgement of the body before it sends the final dot.
 */
export const { createTransport } = createRequire(new URL('../../package.json', import.meta.url))('nodemailer')
