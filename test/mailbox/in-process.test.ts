import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/index.ts'
import { send } from '../support/send.ts'
import { faultsContract } from './faults-contract.ts'
import { mailboxContract } from './mailbox-contract.ts'

describe('the mailbox of a server in the process', () => mailboxContract((server) => server))

describe('the faults of a server in the process', () => faultsContract((server) => server))

it('a wait ends when the server is closed', async () => {
  const server = await startServer()
  const failed = server.waitForMessage({}, { timeoutMs: 20_000 }).catch((error: Error) => error)
  await server.close()
  expect(await failed).toMatchObject({ code: 'SERVER_CLOSED' })
})

it('an inbox keeps the alternatives of a query, which cannot be sent over HTTP, inside its own view', async () => {
  await using server = await startServer()
  const [ada, bob] = [await server.inbox(), await server.inbox()]
  await send(server.ports.relay, { to: ada.address, subject: 'one' })
  await send(server.ports.relay, { to: bob.address, subject: 'two' })
  const found = await ada.messages({ anyOf: [{ subject: 'one' }, { subject: /two/ }] })
  expect(found.map(({ envelope }) => envelope.rcptTo)).toEqual([[ada.address]])
})
