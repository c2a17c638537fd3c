import { describe, expect, test } from 'vitest'
import { whyNotCurrent } from '../support/clients/current.ts'
import { pinnedClients } from '../support/clients/pinned.ts'
import {
  alice,
  describeRefusals,
  describeWithoutUsers,
  pairsOf,
  send,
  startWithUser,
  youngOf,
} from './support/sasl.ts'

const ofGo = pinnedClients.filter(({ name }) => name === 'go-mail' || name === 'go-smtp')

describe.skipIf(whyNotCurrent('go') !== null)('libraries of today', () => {
  test.each(pairsOf(ofGo))('%s logs in by %s', async (_name, mechanism, client) => {
    await using server = await startWithUser()
    const { ok, output } = await send(server, client, alice, mechanism)
    expect(ok, output).toBe(true)
    const [message] = await server.messages()
    expect(message?.auth).toEqual({ user: alice.user, mechanism })
  })

  describeRefusals(youngOf(ofGo))
  describeWithoutUsers(youngOf(ofGo))
})
