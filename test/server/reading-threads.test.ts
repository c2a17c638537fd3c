import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { startServer } from '../../src/index.ts'

/** Says NOOP on a port again and again, and counts the answers, until it is told to stop. */
async function pings(port: number): Promise<{ readonly count: () => number; readonly stop: () => void }> {
  const socket = connect(port, '127.0.0.1')
  let answers = 0
  socket.on('data', () => {
    answers++
    socket.write('NOOP\r\n')
  })
  await once(socket, 'data')
  return { count: () => answers, stop: () => socket.destroy() }
}

it('a search whose pattern never ends keeps neither the ports nor a close waiting', async () => {
  const server = await startServer({ auth: 'off', http: 'off' })
  const socket = connect(server.ports.relay.port, '127.0.0.1')
  socket.write('EHLO x.test\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n')
  socket.write(`Subject: long\r\n\r\n${`${'a'.repeat(900)}!\r\n`.repeat(400)}.\r\nQUIT\r\n`)
  await server.waitForMessage()
  const { count, stop } = await pings(server.ports.relay.port)
  const search = server.messages({ text: /^(?:(?:a|aa)+)+$/m })
  let isOver = false
  void search.finally(() => (isOver = true))
  const before = count()
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(before + 5)
  expect(isOver).toBe(false)
  stop()
  await server.close()
  expect(await search).toEqual([])
})
