import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { startServer, type FourportServer } from '../../src/index.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'

/** A test that computes for so long: nothing else of its process runs, the server in it included. */
function block(ms: number): void {
  const untilMs = performance.now() + ms
  while (performance.now() < untilMs);
}

async function silentClient(server: FourportServer): Promise<Socket> {
  const { host, port } = server.ports.smtps
  const socket = connect(port, host)
  await once(socket, 'connect')
  await expect.poll(() => server.sessions()).toHaveLength(1)
  return socket
}

test('silence while the process of the server was busy is no silence', async () => {
  await using server = await startServer()
  const socket = await silentClient(server)
  block(1_500)
  socket.destroy()
  const [session] = await endedSessions(server)
  expect(session!.durationMs).toBeGreaterThan(1_400)
  expect(session!.lateMs).toBeGreaterThan(900)
  expect(await server.verdict(session!)).toMatchObject({ outcome: 'probe', findings: [] })
})

test('nor is it while the client is still there, until it has been silent for long enough by itself', async () => {
  await using server = await startServer()
  const finding = server.waitForFinding({}, { timeoutMs: 10_000 })
  const socket = await silentClient(server)
  block(1_500)
  expect((await finding).id).toBe('plaintext-on-implicit-tls-port')
  const [session] = await server.sessions()
  expect(Date.now() - Date.parse(session!.startedAt) - session!.lateMs!).toBeGreaterThanOrEqual(890)
  socket.destroy()
})
