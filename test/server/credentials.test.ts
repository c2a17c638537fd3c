import { describe, expect, it } from 'vitest'
import { createIds, systemClock } from '../../src/base/passed-in.ts'
import { createInboxes } from '../../src/server/inboxes.ts'

const parts = { ids: createIds(), clock: systemClock }
const users = [
  { user: 'ann@x.test', password: 'ya29.ann' },
  { user: 'bob', password: 'ya29.bob' },
]

describe('whose a token is that came without a name', () => {
  it('the user whose password it is', () => {
    const { credentials } = createInboxes({ ...parts, users })
    expect(['ya29.ann', 'ya29.bob', 'ya29', ''].map(credentials.userOf)).toEqual([
      'ann@x.test',
      'bob',
      undefined,
      undefined,
    ])
  })

  it('or the inbox, as long as there is one', () => {
    const inboxes = createInboxes({ ...parts, users })
    const inbox = inboxes.create({})
    expect(inboxes.credentials.userOf(inbox.password)).toBe(inbox.user)
    inboxes.delete(inbox.id)
    expect(inboxes.credentials.userOf(inbox.password)).toBeUndefined()
  })
})
