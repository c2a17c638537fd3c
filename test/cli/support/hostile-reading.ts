import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'vitest'
import { contents } from '../../../bench/support/contents.js'
import { call } from '../../http/support/json-client.ts'
import type { RunningCli } from './run-cli.ts'

const MiB = 1024 ** 2
const hostile = [
  ['bare LF', 5],
  ['flowed short', 1.9],
  ['HTML <pre>', 5],
  ['base64 of LF', 2],
  ['Cyrillic', 5],
] as const

/** Sends one message as it is, and resolves when it is kept. */
async function sendRaw(port: number, raw: Buffer): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.write('EHLO client.test\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n')
  socket.write(raw)
  socket.write('\r\n.\r\nQUIT\r\n')
  let heard = ''
  for await (const text of socket.setEncoding('latin1') as AsyncIterable<string>) heard += text
  expect(heard).toMatch(/^250 2\.6\.0 /m)
  if (!socket.destroyed) await once(socket.destroy(), 'close')
}

/** Every route that shows a message. */
const routes = (id: string): string[] => [
  `/api/messages/${id}`,
  `/api/messages/${id}/text`,
  `/api/messages/${id}/html`,
  `/api/v1/message/${id}`,
  `/api/v1/messages`,
  `/view/${id}.txt`,
  `/api/v2/messages`,
  `/api/messages?text=in-no-message`,
]

/** Takes in one message of each kind, and reads it over every route. */
export async function readHostile(cli: RunningCli): Promise<void> {
  const url = cli.ready['http'].url as string
  for (const [kind, size] of hostile) {
    await sendRaw(cli.ready['ports'].relay.port, (contents[kind] as (bytes: number) => Buffer)(size * MiB))
    const { body } = await call(url, 'GET', '/api/messages?limit=1')
    const { id, subject } = body.messages[0]
    expect([kind, subject]).toEqual([kind, 'kind'])
    for (const path of routes(id)) {
      const response = await fetch(new URL(path, url))
      await response.arrayBuffer()
      // One without HTML has no page of it.
      expect([kind, path, response.status]).toEqual([
        kind,
        path,
        response.status === 404 && path.endsWith('/html') ? 404 : 200,
      ])
    }
  }
}
