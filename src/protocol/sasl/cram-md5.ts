import { createHmac } from 'node:crypto'
import { differencesOfProof } from './credential-differences.ts'
import { ended, type Mechanism } from './exchange.ts'
import { isUser, verdictOn } from './judge.ts'
import { same } from './same.ts'

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
    const proves = (key: string): boolean =>
      same(digest, createHmac('md5', key).update(state.challenge).digest('hex'))
    const right = password !== undefined && proves(password)
    const verdict = verdictOn(user, right, credentials, false)
    const found = right ? [] : differencesOfProof(user, credentials, proves)
    return found.length === 0 ? verdict : { ...verdict, hints: [...verdict.hints, ...found] }
  },
}
