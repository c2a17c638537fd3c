import { asking, ended, type Mechanism } from './exchange.ts'
import { isPasswordOf, judge } from './judge.ts'

/** `user=…^Aauth=Bearer …^A^A`. A refusal is told as JSON in a 334; the client sends an empty line, then gets its 535. */
export const xoauth2: Mechanism = {
  challenges: false,
  ask: () => '',
  take({ state, data, secret, credentials }) {
    const fields = data.split('\u0001')
    const user = fields.find((field) => /^user=/i.test(field))?.slice('user='.length)
    const token = /^auth=Bearer +(.+)$/i.exec(fields.find((field) => /^auth=/i.test(field)) ?? '')?.[1]
    if (user === undefined || user === '' || token === undefined) return ended('malformed', null, secret)
    const result = judge(user, token.trim(), credentials)
    if (result.outcome === 'accepted' && isPasswordOf(user, token.trim(), credentials))
      return { ...result, hints: [...result.hints, 'password-as-token'] }
    if (result.outcome !== 'rejected') return result
    const error = { status: '401', schemes: 'bearer', scope: 'https://mail.google.com/' }
    return asking(JSON.stringify(error), { ...state, awaits: 'empty', user, pending: result })
  },
}
