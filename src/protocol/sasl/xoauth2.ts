import { ended, type Mechanism } from './exchange.ts'
import { judgeToken } from './judge-token.ts'

/** `user=…^Aauth=Bearer …^A^A`, as Google and Microsoft have it; OAUTHBEARER came of it. */
export const xoauth2: Mechanism = {
  challenges: false,
  ask: () => '',
  take(response) {
    const { data, secret } = response
    const fields = data.split('\u0001')
    const user = fields.find((field) => /^user=/i.test(field))?.slice('user='.length)
    const token = /^auth=Bearer +([^ ].*)$/i.exec(fields.find((field) => /^auth=/i.test(field)) ?? '')?.[1]
    if (user === undefined || user === '' || token === undefined) return ended('malformed', null, secret)
    const error = { status: '401', schemes: 'bearer', scope: 'https://mail.google.com/' }
    return judgeToken(response, user, token, error)
  },
}
