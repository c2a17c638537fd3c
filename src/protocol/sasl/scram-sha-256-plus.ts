import { ended, type Mechanism } from './exchange.ts'
import { scramSha256With } from './scram.ts'

/** SCRAM that is worth something on this TLS connection alone (RFC 7677, RFC 5802 §6). */
export const scramSha256Plus: Mechanism = scramSha256With(({ bindingType }, { channelBinding }) => {
  if (bindingType === null) return ended('malformed', null, false, ['channel-binding-missing'])
  return channelBinding(bindingType) ?? ended('rejected', null, false, ['channel-binding-type'])
})
