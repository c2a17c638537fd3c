import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type RunningCli, serveJson } from './support/run-cli.ts'
import { SmtpClient } from './support/smtp-client.ts'

const begin = ['EHLO client.test', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@d.test>', 'DATA']
const content = `Subject: one of many\r\n\r\n${'x'.repeat(500)}\r\n.`

async function greeted(cli: RunningCli): Promise<SmtpClient> {
  const client = new SmtpClient(cli.ready['ports'].relay.port)
  expect(await client.reply()).toMatch(/^220 /)
  return client
}

interface Count {
  kept: number
  /** Messages sent whole that got no answer. */
  unanswered: number
}

/** Sends messages on one connection until the server says that it goes. */
async function sendUntilTold(cli: RunningCli, count: Count, onKept: () => void): Promise<void> {
  const client = await greeted(cli)
  await client.say(begin[0]!)
  for (;;) {
    for (const line of begin.slice(1)) {
      const reply = await client.say(line)
      if (/^[23]/.test(reply)) continue
      expect(reply === '' || reply.startsWith('421 4.3.2 ')).toBe(true)
      await client.close()
      return
    }
    const reply = await client.say(content)
    if (reply === '') {
      count.unanswered++
      return
    }
    expect(reply).toMatch(/^250 /)
    count.kept++
    onKept()
  }
}

describe('what fourport serve survives', () => {
  it('SIGTERM under load with fifty silent clients: no message that was answered is lost', async () => {
    const cli = await serveJson([])
    const silent = await Promise.all(Array.from({ length: 50 }, () => greeted(cli)))
    const count: Count = { kept: 0, unanswered: 0 }
    let warm = (): void => undefined
    const warmedUp = new Promise<void>((resolve) => (warm = resolve))
    const senders = Array.from({ length: 10 }, () =>
      sendUntilTold(cli, count, () => count.kept === 100 && warm()),
    )
    await warmedUp
    cli.child.kill('SIGTERM')
    const { messages } = await cli.next('stopped')
    expect(await cli.ended).toEqual({ code: 0, signal: null })
    await Promise.all(senders)
    expect(messages).toBe(count.kept)
    expect(count.unanswered).toBe(0)
    for (const client of silent) expect(await client.reply()).toMatch(/^421 4\.3\.2 /)
  })

  it('a kill in the middle of a message: the next start has the same ports, CA and nothing half', async () => {
    const first = await serveJson([])
    const client = await greeted(first)
    for (const line of begin) await client.say(line)
    client.socket.write('half a message')
    expect(await first.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    await client.close()

    const { port } = first.ready['ports'].relay
    const second = await serveJson(['--port', `relay=${port}`])
    expect(second.ready['ports'].relay.port).toBe(port)
    expect(second.ready['ca'].file).toBe(first.ready['ca'].file)
    const again = await greeted(second)
    for (const line of begin) await again.say(line)
    expect(await again.say(content)).toMatch(/^250 /)
    await again.close()
    expect(await second.stop()).toEqual({ code: 0, signal: null })
  })

  it.skipIf(process.platform === 'win32')(
    'more clients than it may have files open: the message in flight is kept, and then all is as before',
    async () => {
      const cli = await serveJson([], { through: ['sh', '-c', 'ulimit -n 128; exec "$0" "$@"'] })
      const inFlight = await greeted(cli)
      for (const line of begin) await inFlight.say(line)
      const crowd = await Promise.all(Array.from({ length: 250 }, () => comeIn(cli)))
      expect(await inFlight.say(content)).toMatch(/^250 /)
      await Promise.all(crowd.map((socket) => leave(socket)))
      // A client that was let in while others were leaving may be let go again: a right client comes back.
      let greeting = ''
      while (!greeting.startsWith('220 ')) {
        const client = new SmtpClient(cli.ready['ports'].relay.port)
        greeting = await client.reply()
        await client.close()
      }
      await inFlight.close()
      expect(await cli.stop()).toEqual({ code: 0, signal: null })
    },
  )
})

async function comeIn(cli: RunningCli): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: cli.ready['ports'].submission.port })
  socket.on('error', () => {}) // Some are turned away; that is the point.
  socket.resume()
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
  return socket
}

async function leave(socket: Socket): Promise<void> {
  if (socket.destroyed) return
  const closed = once(socket, 'close')
  socket.destroy()
  await closed
}
