import { expect, it, vi } from 'vitest'
import { Garbage } from '../../src/base/garbage.ts'
import type { HttpRoom } from '../../src/http/held.ts'
import { call } from './support/json-client.ts'
import { startTestHttp } from './support/start-test-http.ts'

const lists = ['/api/messages', '/api/v1/messages', '/api/v2/messages']
const roomOf = (limitBytes: number): HttpRoom => ({
  inFlight: { bytes: 0 },
  limitBytes,
  maxJsonBytes: 1_000_000,
  garbage: new Garbage(Infinity),
})

it.each(lists)('%s is refused before anything is read for it where there is no room', async (path) => {
  const room = roomOf(100_000)
  await using http = await startTestHttp({ options: { room } })
  for (let n = 0; n < 20; n++) await http.add(`Subject: ${n}\r\n\r\n${'text '.repeat(6000)}`)
  const read = vi.spyOn(http.store, 'bytes')
  expect((await call(http.url, 'GET', path)).status).toBe(503)
  expect(read).not.toHaveBeenCalled()
  expect(room.inFlight.bytes).toBe(0)
})

it('a list whose first piece is too large is refused by an answer', async () => {
  const room = roomOf(200_000)
  await using http = await startTestHttp({ options: { room } })
  for (let n = 0; n < 4; n++) await http.add(`Subject: ${n}\r\n\r\n${'text '.repeat(20_000)}`)
  expect((await call(http.url, 'GET', '/api/v2/messages')).status).toBe(503)
  expect(room.inFlight.bytes).toBe(0)
})
