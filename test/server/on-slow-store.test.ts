import { expect, it } from 'vitest'
import type { Finding } from '../../src/index.ts'
import { createEndedSessions } from '../../src/server/ended-sessions.ts'
import { waitForMessages } from '../../src/store/wait.ts'
import { mailIn, newMessage } from '../store/messages.ts'
import { listen, openStore, sessionRecord } from '../store/store-under-test.ts'
import { startSlowServer } from '../support/slow-server.ts'
import { openSlowStore } from '../support/slow-store.ts'
import { Wire } from '../support/wire.ts'

it('a message that is listed, and told of after that, counts once', async () => {
  const { store } = openStore({}, openSlowStore)
  void store.addMessage(newMessage({ id: 'm-1' }))
  const waiting = waitForMessages(mailIn(store), {}, { count: 2, timeoutMs: 20_000 })
  const events = listen(store)
  await events.until(1)
  await store.addMessage(newMessage({ id: 'm-2' }))
  expect((await waiting).map(({ id }) => id)).toEqual(['m-1', 'm-2'])
})

it('a session is known while it is on its way into the store', async () => {
  const { store } = openStore({}, openSlowStore)
  const onError = (error: unknown): never => {
    throw error
  }
  const ended = createEndedSessions({ store, writeRecord: null, ports: () => [], onError })
  const events = listen(store)
  ended.add(sessionRecord('s-1'))
  expect(ended.leaving().map(({ id }) => id)).toEqual(['s-1'])
  await events.until(1)
  await store.counts()
  expect(ended.leaving()).toEqual([])
  expect((await store.listSessions()).map(({ id }) => id)).toEqual(['s-1'])
})

it('what its sessions have is reported before it is closed, once, and it is asked for nothing after that', async () => {
  const server = await startSlowServer()
  const told: Finding[] = []
  const errors: unknown[] = []
  server.on('finding', (finding) => told.push(finding))
  server.on('error', (error) => errors.push(error))
  const greeted = async (): Promise<Wire> => {
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    await wire.command('EHLO app.example')
    return wire
  }
  const [other, spare] = [await greeted(), await greeted()]
  spare.end()
  await spare.rest()
  // What is said of it depends on the other one, which ends with the server.
  await server.close()
  await other.rest()
  expect(told.map(({ id }) => id)).toEqual(['gave-up-after-ehlo-on-plain-port'])
  expect(errors).toEqual([])
})
