import { once } from 'node:events'
import { createServer, connect, type Socket } from 'node:net'
import { connect as connectTls, TLSSocket } from 'node:tls'
import { expect, it } from 'vitest'
import { byteScanner } from '../../src/protocol/input/byte-scanner.ts'
import { readBytes } from '../../src/net/read-bytes.ts'
import { throwawayTls } from '../support/throwaway-tls.ts'

interface Way {
  /** The socket to read, made of the accepted one. */
  readonly accepted: (raw: Socket) => Socket
  readonly connected: (port: number) => Socket
}

const plain: Way = { accepted: (raw) => raw, connected: (port) => connect(port, '127.0.0.1') }

const { secureContext } = await throwawayTls()
const tls: Way = {
  accepted: (raw) => new TLSSocket(raw, { isServer: true, secureContext }),
  connected: (port) => connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }),
}

/** What arrives at an accepted socket whose peer sends `sent` and ends; `change` sees the socket first. */
async function received(sent: Buffer, { accepted, connected }: Way, change: (socket: Socket) => void) {
  const chunks: Buffer[] = []
  let inPlace = true
  const server = createServer((raw) => {
    const socket = accepted(raw)
    change(socket)
    readBytes(socket, (chunk) => {
      inPlace &&= chunk.buffer === byteScanner().buffer.buffer
      chunks.push(Buffer.from(chunk))
      // As for a client that reads no replies: nothing may be lost over it.
      socket.pause()
      setImmediate(() => socket.resume())
    })
    socket.once('end', () => socket.end())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const client = connected(port)
  client.end(sent)
  client.resume()
  await once(client, 'close')
  server.close()
  return { bytes: Buffer.concat(chunks), inPlace }
}

const sent = Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 251))

// The seam: it fails where a new version of Node has other insides.
it.each([
  ['without TLS', plain],
  ['under TLS', tls],
])('reads into the one buffer of all sockets, %s', async (_, way) => {
  const { bytes, inPlace } = await received(sent, way, () => undefined)
  expect(inPlace).toBe(true)
  expect(bytes.equals(sent)).toBe(true)
})

it.each([
  ['without TLS', plain],
  ['under TLS', tls],
])('where Node has other insides, reads as Node does, %s', async (_, way) => {
  const { bytes, inPlace } = await received(sent, way, (socket) => {
    const { _handle: handle } = socket as unknown as { _handle: object }
    Object.defineProperty(handle, 'useUserBuffer', { value: undefined })
  })
  expect(inPlace).toBe(false)
  expect(bytes.equals(sent)).toBe(true)
})
