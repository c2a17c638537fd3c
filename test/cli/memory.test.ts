import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { call } from '../http/support/json-client.ts'
import { type RunningCli, serveJson } from './support/run-cli.ts'
import { sendMany } from './support/send-many.ts'

// Tens of thousands of messages, on whatever machine.
vi.setConfig({ testTimeout: 300_000 })

const MiB = 1024 ** 2

const serve = (nodeOptions: string): Promise<RunningCli> =>
  serveJson(['--http-port', '0'], { env: { NODE_OPTIONS: nodeOptions } })
const url = (cli: RunningCli): string => cli.ready['http'].url
const relay = (cli: RunningCli): number => cli.ready['ports'].relay.port

async function expectAlive(cli: RunningCli): Promise<void> {
  expect((await call(url(cli), 'GET', '/livez')).status).toBe(200)
  expect(await cli.stop()).toEqual({ code: 0, signal: null })
}

const webSocket =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'

/** Opens a live stream and never reads more than its first bytes. */
async function openUnread(cli: RunningCli, fields: string): Promise<Socket> {
  const socket = connect(cli.ready['http'].port, '127.0.0.1')
  socket.on('error', () => undefined) // Its being cut off may show as a reset.
  socket.write(`GET /api/events HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`)
  await once(socket, 'readable')
  return socket
}

describe('with a heap of 64 MiB', () => {
  it('a search over the text of 19,905 messages is answered', async () => {
    const cli = await serve('--max-old-space-size=64')
    expect(cli.ready['room']).toMatchObject({ limit: { by: 'heap' } })
    await sendMany(relay(cli), 19_905, 2048)
    const { status, body } = await call(url(cli), 'GET', '/api/messages?text=in-no-message&limit=1')
    expect([status, body.messages]).toEqual([200, []])
    expect((await call(url(cli), 'GET', '/api/messages?text=0123456789&limit=1')).body.messages).toHaveLength(
      1,
    )
    await expectAlive(cli)
  })

  it('a message too large to be taken apart is kept, and says why it is not', async () => {
    const cli = await serve('--max-old-space-size=64')
    await sendMany(relay(cli), 1, 20 * MiB)
    const { body } = await call(url(cli), 'GET', '/api/messages')
    const [{ id, subject }] = body.messages
    expect(subject).toBe('one of many')
    const { body: message } = await call(url(cli), 'GET', `/api/messages/${id}`)
    expect(message.parseError).toMatch(
      /^Taking the message apart may take \d+ bytes of memory, for what is in it; there are \d+\./,
    )
    const raw = await fetch(new URL(`/api/messages/${id}/raw`, url(cli)))
    expect((await raw.arrayBuffer()).byteLength).toBeGreaterThan(20 * MiB)
    await expectAlive(cli)
  })
})

it('streams that nobody reads cost next to nothing, and who resumes gets the rest', async () => {
  const cli = await serve('--max-old-space-size=64')
  const unread: Socket[] = []
  for (let n = 0; n < 50; n++) unread.push(await openUnread(cli, ''), await openUnread(cli, webSocket))
  await sendMany(relay(cli), 6_000, 200)
  // The first bytes of a stream are its `ready` event, with the position it began at.
  const begin = /^id: (\d+)$/m.exec(String(unread[0]?.read()))?.[1] as string
  const stream = await fetch(new URL('/api/events', url(cli)), { headers: { 'last-event-id': begin } })
  let told = 0
  let text = ''
  for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n')
    text = blocks.pop() ?? ''
    told += blocks.filter((block) => block.startsWith('event: message\n')).length
    if (told >= 6_000) break
  }
  expect(told).toBe(6_000)
  for (const socket of unread) socket.destroy()
  await expectAlive(cli)
})

// What Node gives its heap in such a container, measured in one: 259 MiB in all, three semi-spaces of the smallest kind
// among them. Elsewhere Node 24 lets 192 MiB of garbage lie in the young generation alone.
const heapOfContainer = '--max-old-space-size=211 --max-semi-space-size=16'
/** As in that container: to Node 24, counted with its largest young generation, the heap is the narrower one. */
const firstLimit =
  Number.parseInt(process.versions.node, 10) >= 24
    ? { by: 'heap', bytes: 67 * MiB }
    : { by: 'container', bytes: 256 * MiB }

// Peak of the resident memory; /proc is Linux's.
describe.skipIf(!existsSync('/proc/self/status'))('in a container of 256 MiB', () => {
  it('2,000 messages of 100 KiB stay within it, with streams open and everything searched', async () => {
    const limited = `data:text/javascript,process.constrainedMemory = () => ${256 * MiB}`
    const cli = await serve(`--import="${limited.replaceAll(' ', '%20')}" ${heapOfContainer}`)
    expect(cli.ready['room']).toMatchObject({ limit: firstLimit })
    const unread = [await openUnread(cli, ''), await openUnread(cli, webSocket)]
    await sendMany(relay(cli), 2000, 100 * 1024)
    expect((await call(url(cli), 'GET', '/api/messages?text=in-no-message')).status).toBe(200)
    const status = readFileSync(`/proc/${cli.child.pid}/status`, 'utf8')
    const bytesOf = (field: string): number =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024
    // Pages of files, Node's program for the most part, are what the kernel takes back before it kills.
    expect(bytesOf('VmHWM') - bytesOf('RssFile')).toBeLessThan(256 * MiB)
    for (const socket of unread) socket.destroy()
    await expectAlive(cli)
  })
})
