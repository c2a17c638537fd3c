import { createHmac } from 'node:crypto'
import { ended, type Mechanism } from './exchange.ts'
import { isUser, same, verdictOn } from './judge.ts'

/** RFC 2195: user, blank, HMAC-MD5 of our challenge keyed by the password, in hex. No secret crosses the wire. */
export const cramMd5: Mechanism = {
  challenges: true,
  ask: (challenge) => challenge,
  take({ state, data, credentials }) {
    const at = data.lastIndexOf(' ')
    const user = data.slice(0, Math.max(0, at))
    const digest = data.slice(at + 1).toLowerCase()
    if (!isUser(user) || !/^[0-9a-f]{32}$/.test(digest)) return ended('malformed', null, false)
    const password = credentials.passwordOf(user)
    const right =
      password !== undefined &&
      same(digest, createHmac('md5', password).update(state.challenge).digest('hex'))
    return verdictOn(user, right, credentials, false)
  },
}
