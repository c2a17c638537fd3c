import { ended, type Mechanism } from './exchange.ts'
import { scramSha256With } from './scram.ts'

const nothing = Buffer.alloc(0)

/** SCRAM without channel binding (RFC 7677). */
export const scramSha256: Mechanism = scramSha256With(({ channelBinding }, { bindingOffered }) => {
  if (channelBinding === 'p') return ended('malformed', null, false, ['channel-binding-unoffered'])
  // `y` is a lie where one was offered: somebody in between has taken it out of the list (RFC 5802 §6).
  if (channelBinding === 'y' && bindingOffered)
    return ended('rejected', null, false, ['channel-binding-overlooked'])
  return nothing
})
