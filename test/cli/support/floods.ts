import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, vi } from 'vitest'
import { call } from '../../http/support/json-client.ts'
import type { RunningCli } from './run-cli.ts'

export const MiB: number = 1024 ** 2
export const url = (cli: RunningCli): string => cli.ready['http'].url

/** A client that takes as long as the test, and what it was answered: 0 while it was nothing. */
export interface Client {
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
export async function upload(cli: RunningCli, type: string): Promise<Client> {
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

/** Asks, and reads no more than the status. */
export const requesting = (
  cli: RunningCli,
  method: string,
  path: string,
  fields: readonly string[] = [],
): Client => client(cli, [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...fields].join('\r\n'))

export const unread = (cli: RunningCli, path: string): Client => requesting(cli, 'GET', path)

/** A message with one attachment, so large in all. */
export async function post(cli: RunningCli, sizeBytes: number): Promise<string> {
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

/** Whether it answers, takes mail again, and ends as it should. */
export async function expectWell(cli: RunningCli, clients: readonly Client[]): Promise<void> {
  expect((await call(url(cli), 'GET', '/livez')).status).toBe(200)
  for (const { socket } of clients) socket.destroy()
  // What they held is free again.
  await vi.waitFor(() => post(cli, MiB / 2), { timeout: 10_000, interval: 100 })
  expect(await cli.stop()).toEqual({ code: 0, signal: null })
}
