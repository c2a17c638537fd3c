import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { call } from '../http/support/json-client.ts'
import { type RunningCli, serveJson } from './support/run-cli.ts'

// Hundreds of megabytes, on whatever machine.
vi.setConfig({ testTimeout: 120_000 })

const MiB = 1024 ** 2
const url = (cli: RunningCli): string => cli.ready['http'].url

/** A client that takes as long as the test, and what it was answered: 0 while it was nothing. */
interface Client {
  readonly socket: Socket
  readonly status: Promise<number>
}

function client(cli: RunningCli, head: string): Client {
  const socket = connect(cli.ready['http'].port, '127.0.0.1')
  socket.on('error', () => undefined) // A refusal may end in a reset.
  socket.write(`${head}\r\n\r\n`)
  const status = new Promise<number>((resolve) => {
    // Only what says the status is read, so that all else waits for this client.
    socket.once('readable', () => resolve(Number(String(socket.read(12) ?? socket.read()).slice(9))))
    socket.once('close', () => resolve(0))
  })
  return { socket, status }
}

/** Sends all but the last megabyte of a body of 40, as long as the server takes it. */
async function upload(cli: RunningCli, type: string): Promise<Client> {
  const head = `POST /api/messages?from=a@b.test HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: ${40 * MiB}`
  const one = client(cli, head)
  const block = Buffer.alloc(MiB, 'a')
  const answered = { yet: false }
  void one.status.then(() => (answered.yet = true))
  for (let sent = 0; sent < 39 && !answered.yet; sent++) {
    if (!one.socket.write(block)) await Promise.race([once(one.socket, 'drain').catch(() => 0), one.status])
  }
  return one
}

const unread = (cli: RunningCli, path: string): Client =>
  client(cli, `GET ${path} HTTP/1.1\r\nHost: localhost`)

/** A message with one attachment, so large in all. */
async function post(cli: RunningCli, sizeBytes: number): Promise<string> {
  const file = `${'QUJD'.repeat(19)}\r\n`.repeat(sizeBytes / 78)
  const raw =
    'From: a@b.test\r\nTo: c@d.test\r\nSubject: large\r\nMIME-Version: 1.0\r\n' +
    `Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\ntext\r\n--x\r\nContent-Type: application/zip\r\n` +
    `Content-Disposition: attachment; filename=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${file}\r\n--x--\r\n`
  const answer = await fetch(new URL('/api/messages', url(cli)), {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: raw,
  })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { id: string }).id
}

async function expectWell(cli: RunningCli, clients: readonly Client[]): Promise<void> {
  expect((await call(url(cli), 'GET', '/livez')).status).toBe(200)
  for (const { socket } of clients) socket.destroy()
  // What they held is free again.
  await vi.waitFor(() => post(cli, MiB / 2), { timeout: 10_000, interval: 100 })
  expect(await cli.stop()).toEqual({ code: 0, signal: null })
}

/** Anonymous memory at its peak: that of files is what the kernel takes back before it ends a process. */
function peakBytes({ child }: RunningCli): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const bytesOf = (field: string): number =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024
  return bytesOf('VmHWM') - bytesOf('RssFile')
}

const started = (nodeOptions: string): Promise<RunningCli> =>
  serveJson(['--http-port', '0'], { env: { NODE_OPTIONS: nodeOptions } })
const limitOf = (cli: RunningCli): number => cli.ready['room'].inFlightLimitBytes

describe.each([64, 128, 256])('with a heap of %s MB', (heap) => {
  it('40 bodies that do not end are refused where there is no room, and cost what there is', async () => {
    const cli = await started(`--max-old-space-size=${heap}`)
    const clients = await Promise.all(
      Array.from({ length: 40 }, (_, n) => upload(cli, n % 2 === 0 ? 'message/rfc822' : 'application/json')),
    )
    const statuses = await Promise.all(clients.map(({ status }) => Promise.race([status, 'open'])))
    expect(statuses.filter((one) => one === 503 || one === 413 || one === 0).length).toBeGreaterThan(20)
    if (existsSync('/proc/self/status')) expect(peakBytes(cli)).toBeLessThan(limitOf(cli) + 450 * MiB)
    await expectWell(cli, clients)
  })

  it('90 downloads that nobody reads cost a piece each', async () => {
    const cli = await started(`--max-old-space-size=${heap}`)
    const id = await post(cli, 12 * MiB)
    const before = existsSync('/proc/self/status') ? peakBytes(cli) : 0
    const paths = [`/api/messages/${id}/raw`, `/api/v1/message/${id}/raw`, `/api/v1/messages/${id}/download`]
    const clients = paths.flatMap((path) => Array.from({ length: 30 }, () => unread(cli, path)))
    expect(new Set(await Promise.all(clients.map(({ status }) => status)))).toEqual(new Set([200]))
    // Whole they would be 1,080 MiB.
    if (before > 0) expect(peakBytes(cli) - before).toBeLessThan(150 * MiB)
    await expectWell(cli, clients)
  })
})

it('attachments that nobody reads are refused where there is no room, with the time to ask again', async () => {
  const cli = await started('')
  const id = await post(cli, 12 * MiB)
  const path = `/api/messages/${id}/attachments/0`
  const clients: Client[] = []
  // 128 MiB are on their way at most.
  for (let n = 0; n < 16; n++) {
    const one = unread(cli, path)
    clients.push(one)
    await one.status
  }
  expect(await Promise.all(clients.map(({ status }) => status))).toContain(503)
  const refused = await fetch(new URL(path, url(cli)))
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await refused.json()).toMatchObject({ code: 'BUSY', status: 503 })
  // Mail has to wait as well: it is one limit.
  await expectWell(cli, clients)
})
