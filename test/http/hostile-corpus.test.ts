import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bombs } from '../capture/bombs.ts'
import { routesThatShow } from '../fuzz/support/routes-that-show.ts'
import { spawn } from '../support/programs/processes.ts'
import { requestAsIs } from './support/request.ts'

interface Ports {
  readonly http: number
  readonly plain: number
  readonly implicit: number
  readonly starttls: number
}

/** In a process of its own: what kept its event loop would keep that of the test, too, and nobody could say so. */
const script = fileURLToPath(new URL('../../bench/servers/fourport.js', import.meta.url))
const child = spawn(process.execPath, [script, JSON.stringify({ http: 0, maxMessages: 10 })], {
  stdio: ['pipe', 'pipe', 'inherit'],
})
let ports: Ports
beforeAll(async () => {
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  ports = JSON.parse(line) as Ports
})
afterAll(async () => {
  expect([child.exitCode, child.signalCode]).toEqual([null, null])
  child.kill('SIGTERM')
  await once(child, 'exit')
})

async function deliver(port: number, tls: 'none' | 'implicit' | 'starttls'): Promise<void> {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    secure: tls === 'implicit',
    ignoreTLS: tls === 'none',
    tls: { rejectUnauthorized: false },
  })
  await transport.sendMail({ from: 'a@x.test', to: 'b@x.test', subject: 'Hello', text: 'Hello' })
}

/** All of them by `FOURPORT_FUZZ=1`; in CI every fifth. */
const chosen = Object.keys(bombs).filter(
  // An empty body is refused over HTTP; SMTP takes it, which test/fuzz shows.
  (name, index) => name !== 'empty' && (process.env['FOURPORT_FUZZ'] !== undefined || index % 5 === 0),
)

it.each(chosen)(
  '%s is read by every route, and every port is served meanwhile',
  async (name) => {
    const injected = await requestAsIs(ports.http, {
      method: 'POST',
      path: '/api/messages?from=a%40x.test&to=b%40x.test',
      headers: { 'content-type': 'message/rfc822' },
      body: bombs[name]!(),
    })
    expect(injected.status).toBe(201)
    const { id } = JSON.parse(injected.body) as { id: string }
    const reading = routesThatShow(id).map(async (path) => {
      const { status } = await requestAsIs(ports.http, { path })
      return [path, status] as const
    })
    const [health] = await Promise.all([
      requestAsIs(ports.http, { path: '/livez' }),
      deliver(ports.plain, 'none'),
      deliver(ports.implicit, 'implicit'),
      deliver(ports.starttls, 'starttls'),
    ])
    expect(health.status).toBe(200)
    const answers = await Promise.all(reading)
    // 503: there was no memory for one more reader, as it says; 404: the message has no such part.
    expect(answers.filter(([, status]) => ![200, 404, 503].includes(status))).toEqual([])
    expect(answers.filter(([, status]) => status === 200)).not.toEqual([])
  },
  240_000,
)
