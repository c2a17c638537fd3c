import { ended, type Mechanism } from './exchange.ts'
import { readGs2Header } from './gs2-header.ts'
import { judgeToken } from './judge-token.ts'

/** The fields after the header: `^Akey=value` each, and `^A^A` at their end (RFC 7628 §3.1). */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const fields = /^\u0001(?:[A-Za-z]+=[^\u0001]*\u0001)+\u0001$/

/** RFC 7628: `n,a=user,^Ahost=…^Aport=…^Aauth=Bearer …^A^A`. Host and port are the client's view of us, which a tunnel changes. */
export const oauthBearer: Mechanism = {
  challenges: false,
  ask: () => '',
  take(response) {
    const { data, secret } = response
    const header = readGs2Header(data)
    if (header?.channelBinding === 'p') return ended('malformed', null, secret, ['channel-binding-unoffered'])
    if (header === null || !fields.test(header.rest)) return ended('malformed', null, secret)
    const auth = header.rest.split('\u0001').find((field) => /^auth=/i.test(field))
    // An empty one asks where tokens are to be had (§4.3): refused, and told, as one that is wrong.
    const token = /^auth=(?:Bearer +([^ ].*)?)?$/i.exec(auth ?? '')
    if (token === null) return ended('malformed', null, secret)
    return judgeToken(response, header.authzid, token[1] ?? '', { status: 'invalid_token' })
  },
}
