import { ended, type Mechanism } from './exchange.ts'
import { judgePassword } from './judge.ts'

/** RFC 4616: authzid NUL authcid NUL passwd. Many clients put the user in authzid alone. */
export const plain: Mechanism = {
  challenges: false,
  ask: () => '',
  take({ data, secret, credentials }) {
    const [authzid, authcid, password, ...more] = data.split('\0')
    const user = authcid === '' ? authzid : authcid
    if (user === undefined || password === undefined || more.length > 0)
      return ended('malformed', null, secret)
    return judgePassword(user, password, credentials)
  },
}
