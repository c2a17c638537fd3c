import { connect } from 'node:net'
import { once } from 'node:events'
import { expect, it, vi } from 'vitest'
import { type Client, expectWell, MiB, post, requesting, unread, url } from './support/floods.ts'
import { type RunningCli, serveJson } from './support/run-cli.ts'

// Hundreds of megabytes, on whatever machine.
vi.setConfig({ testTimeout: 240_000 })

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> }
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

/** One beside each other at each route. */
const clientsEach = 12

/** Lists of several hundred kilobytes, a message with 3 MiB of attachment, and sessions. */
async function fill(cli: RunningCli): Promise<Readonly<Record<string, string>>> {
  const subject = `Subject: ${'long '.repeat(150)}\r\n`
  for (let n = 0; n < 200; n++) {
    const raw = `From: a@b.test\r\nTo: c@d.test\r\n${subject}\r\n${'text '.repeat(400)}`
    const answer = await fetch(new URL('/api/messages?from=a@b.test&to=c@d.test', url(cli)), {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: raw,
    })
    expect(answer.status).toBe(201)
  }
  const { port } = cli.ready['listeners'][0]
  await Promise.all(
    Array.from({ length: 60 }, async () => {
      const socket = connect(port, '127.0.0.1').resume()
      socket.write(`EHLO ${'a'.repeat(200)}.test\r\nQUIT\r\n`)
      await once(socket, 'close')
    }),
  )
  const id = await post(cli, 3 * MiB)
  const { sessions } = (await (await fetch(new URL('/api/sessions', url(cli)))).json()) as {
    sessions: { id: string }[]
  }
  expect(sessions).toHaveLength(50)
  return { id, sessionId: sessions[0]!.id }
}

/** What is kept is not deleted, and the server not asked to work for others. */
const left = /^(?:delete|options|head)$/

/** Every route: its answer is not read, or its body does not end. */
function flood(cli: RunningCli, paths: Paths, ids: Readonly<Record<string, string>>): Promise<Client>[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => !left.test(method))
      .flatMap(([method, { requestBody }]) => {
        const id = path.startsWith('/api/sessions/') ? ids['sessionId'] : ids['id']
        const target = path
          .replace('{id}', id ?? '')
          .replace('{n}', '0')
          .replace('{name}', 'submission')
        const types = Object.keys(requestBody?.content ?? {})
        return Array.from({ length: clientsEach }, async (_, n) =>
          types.length === 0
            ? requesting(cli, method.toUpperCase(), method === 'get' ? withAll(target) : target)
            : unfinished(cli, method.toUpperCase(), target, types[n % types.length]!),
        )
      }),
  )
}

/** Of a list as much as there may be of it. */
function withAll(target: string): string {
  return /\/(?:messages|sessions)$/.test(target) ? `${target}?limit=200` : target
}

/** All but the last megabyte of a message of 40, half of a small JSON body, then nothing. */
async function unfinished(cli: RunningCli, method: string, target: string, type: string): Promise<Client> {
  const [sizeBytes, sentBytes] = type === 'application/json' ? [2 * MiB, MiB] : [40 * MiB, 39 * MiB]
  const one = requesting(cli, method, target, [`Content-Type: ${type}`, `Content-Length: ${sizeBytes}`])
  const answered = one.status.then(() => true)
  for (let sent = 0; sent < sentBytes; sent += MiB) {
    if (one.socket.write(Buffer.alloc(MiB, ' '))) continue
    // A refused body may end in a reset, before its answer is read.
    const drained = once(one.socket, 'drain').then(
      () => false,
      () => true,
    )
    if (await Promise.race([answered, drained])) break
  }
  return one
}

/** The head of the answer to a message of 20 MiB. */
async function headOfAnswer(cli: RunningCli): Promise<string> {
  const socket = connect(cli.ready['http'].port, '127.0.0.1')
  socket.on('error', () => undefined) // A refusal may end in a reset.
  socket.write(
    `POST /api/messages?from=a@b.test HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\nContent-Length: ${20 * MiB}\r\n\r\n`,
  )
  socket.write(Buffer.alloc(20 * MiB, ' '))
  const head = await Promise.race([once(socket, 'data'), once(socket, 'close')])
  socket.destroy()
  return String(head[0])
}

it('whatever route is flooded, it holds at a small heap, and refuses for now what there is no room for', async () => {
  const cli = await serveJson(['--http-port', '0'], { env: { NODE_OPTIONS: '--max-old-space-size=64' } })
  const ids = await fill(cli)
  const { paths } = (await (await fetch(new URL('/api/openapi.json', url(cli)))).json()) as { paths: Paths }
  const others = [
    '/api/v1/messages?limit=200',
    '/api/v1/search?query=a&limit=200',
    '/api/v2/messages?limit=200',
    '/api/v2/search?kind=to&query=c&limit=200',
  ]
  const clients = [
    ...others.flatMap((path) => Array.from({ length: clientsEach }, () => unread(cli, path))),
    ...(await Promise.all(flood(cli, paths, ids))),
  ]
  await vi.waitFor(
    async () => expect(await headOfAnswer(cli)).toMatch(/^HTTP\/1.1 503 [^]*\r\nRetry-After: 1\r\n/i),
    {
      timeout: 60_000,
      interval: 200,
    },
  )
  // A wait, a stream and a body that is still being read are not answered.
  const pending = new Promise<'open'>((resolve) => setImmediate(() => resolve('open')))
  const statuses = await Promise.all(clients.map(({ status }) => Promise.race([status, pending])))
  const wrong = statuses.filter((status) => typeof status === 'number' && status >= 500 && status !== 503)
  expect(wrong).toEqual([])
  expect(statuses).toContain(200)
  expect(statuses).toContain(503)
  await expectWell(cli, clients)
})
