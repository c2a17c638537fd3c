import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { createTransport } from 'nodemailer'
import { expect, it, onTestFinished } from 'vitest'
import { startServer, type FourportServer, type ServerOptions } from '../../src/index.ts'
import { connect } from '../../src/client.ts'
import { scenarios } from '../../src/scenarios/scenarios.ts'
import { call } from './support/json-client.ts'

async function started(
  options: ServerOptions = {},
): Promise<{ readonly server: FourportServer; readonly url: string }> {
  const server = await startServer({ http: 0, ...options })
  onTestFinished(() => server.close())
  return { server, url: server.http?.url ?? '' }
}

const send = (server: FourportServer): Promise<unknown> =>
  createTransport(server.ports.submission.nodemailer).sendMail({
    from: 'a@x.test',
    to: 'b@x.test',
    text: 'Hello',
  })

const expired = { name: 'cert-expired', group: 'identity', title: 'an expired certificate' }

it('lists every scenario, in order, with what is asked of a client', async () => {
  const { url } = await started()
  const { status, body } = await call(url, 'GET', '/api/scenarios')
  expect(status).toBe(200)
  expect(body.scenarios.map(({ name }: { name: string }) => name)).toEqual(scenarios.map(({ name }) => name))
  expect(body.scenarios).toContainEqual({
    ...expired,
    source: 'RFC 5280 §6.1.3',
    on: ['implicit', 'starttls'],
    demand: { rule: 'must', what: 'refuse', needs: 'tls-asked' },
    connectBy: null,
    recipients: 1,
  })
  const listed = (wanted: string): unknown =>
    body.scenarios.find(({ name }: { name: string }) => name === wanted)
  expect(listed('cert-no-ip')).toMatchObject({ connectBy: 'address', recipients: 1 })
  expect(listed('cert-cn-only')).toMatchObject({ connectBy: 'name' })
  expect(listed('rcpt-one-550')).toMatchObject({ connectBy: null, recipients: 3 })
})

it('puts one on a listener, says so, and takes it off', async () => {
  const { server, url } = await started()
  const put = await call(url, 'PUT', '/api/ports/submission/scenario', { name: 'cert-expired' })
  expect(put).toMatchObject({ status: 200, body: { listener: 'submission', scenario: expired } })
  await expect(send(server)).rejects.toThrow('certificate has expired')
  const { ports } = (await call(url, 'GET', '/api/ports')).body
  expect(ports.map((port: { name: string; scenario: unknown }) => [port.name, port.scenario])).toEqual([
    ['relay', null],
    ['smtps', null],
    ['submission', expired],
    ['submission-alt', null],
  ])
  const [session] = (await call(url, 'GET', '/api/sessions')).body.sessions
  expect((await call(url, 'GET', `/api/sessions/${session.id}`)).body.record.scenario).toEqual(expired)
  expect((await call(url, 'DELETE', '/api/ports/submission/scenario')).status).toBe(204)
  expect((await call(url, 'DELETE', '/api/ports/submission/scenario')).status).toBe(204)
  await send(server)
})

it('says of one that was there from the start', async () => {
  const { url } = await started({ scenarios: { smtps: 'tls-1-2' } })
  const { ports } = (await call(url, 'GET', '/api/ports')).body
  expect(ports[1].scenario).toEqual({ name: 'tls-1-2', group: 'versions', title: 'only TLS 1.2' })
})

it.each([
  [
    'PUT',
    'submission',
    { name: 'cert-expird' },
    400,
    'OPTION_INVALID',
    /no scenario "cert-expird"\. Did you mean cert-expired\?/,
  ],
  ['PUT', 'submission', {}, 400, 'PARAMETER_INVALID', /name/],
  ['PUT', 'submission', { name: 'good', naem: 'x' }, 400, 'PARAMETER_INVALID', /naem/],
  [
    'PUT',
    'submision',
    { name: 'good' },
    404,
    'NOT_FOUND',
    /no listener "submision"\. Did you mean submission\? There are relay, /,
  ],
  [
    'PUT',
    'relay',
    { name: 'cert-expired' },
    409,
    'OPTION_CONFLICT',
    /does not apply to relay.*Apply it to smtps or submission/,
  ],
  ['DELETE', 'submision', undefined, 404, 'NOT_FOUND', /no listener "submision"/],
] as const)('%s for %s of %j is %i %s', async (method, listener, body, status, code, detail) => {
  const { url } = await started()
  const answer = await call(url, method, `/api/ports/${listener}/scenario`, body)
  expect(answer).toMatchObject({ status, body: { code, detail: expect.stringMatching(detail) as unknown } })
})

it('says that the port on which nobody listened is another program’s now, and takes it back later', async () => {
  const { server, url } = await started()
  const path = '/api/ports/relay/scenario'
  await call(url, 'PUT', path, { name: 'port-refused' })
  const { host, port } = server.ports.relay
  const other = createServer().listen(port, host)
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const taken = { code: 'PORT_IN_USE', detail: expect.stringContaining(`port ${port}`) as unknown }
  expect(await call(url, 'DELETE', path)).toMatchObject({ status: 409, body: taken })
  expect(await call(url, 'PUT', path, { name: 'mail-451' })).toMatchObject({ status: 409, body: taken })
  other.close()
  await once(other, 'close')
  expect((await call(url, 'DELETE', path)).status).toBe(204)
})

it('is put on by the client as by the server itself', async () => {
  const { server, url } = await started({ scenarios: { submission: 'cert-wrong-host' } })
  const client = connect(url)
  {
    await using scenario = await client.scenario('good', { listener: 'submission' })
    expect(scenario).toMatchObject({ name: 'good', listener: 'submission' })
    await send(server)
  }
  await expect(send(server)).rejects.toThrow('Hostname')
  const expired = await client.scenario('cert-expired', { listener: 'submission' })
  const later = await client.scenario('good', { listener: 'submission' })
  await expired.off()
  await send(server)
  await later.off()
  await expect(send(server)).rejects.toThrow('certificate has expired')
  await expect(client.scenario('cert-expird', { listener: 'submission' })).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringContaining('Did you mean cert-expired?') as unknown,
  })
})

it('tells the readers of the live stream which listener has what, however it got there', async () => {
  const { server, url } = await started()
  const told: unknown[] = []
  for await (const event of connect(url).events()) {
    if (event.type === 'ready') {
      // Refused, so nothing is told of it.
      await call(url, 'PUT', '/api/ports/relay/scenario', { name: 'cert-expired' })
      const first = await server.scenario('tls-1-2', { listener: 'smtps' })
      const second = await server.scenario('cert-expired', { listener: 'smtps' })
      await second.off()
      await first.off()
      // Another one is on since: to take this one off changes nothing.
      const early = await server.scenario('good', { listener: 'submission' })
      await call(url, 'PUT', '/api/ports/submission/scenario', { name: 'cert-expired' })
      await early.off()
      await call(url, 'DELETE', '/api/ports/submission/scenario')
    }
    if (event.type !== 'scenario') continue
    const { listener, scenario } = event.data
    told.push([listener, scenario?.name ?? null])
    if (listener === 'submission' && scenario === null) break
    if (scenario?.name === 'cert-expired') expect(scenario).toEqual(expired)
  }
  expect(told).toEqual([
    ['smtps', 'tls-1-2'],
    ['smtps', 'cert-expired'],
    ['smtps', 'tls-1-2'],
    ['smtps', null],
    ['submission', 'good'],
    ['submission', 'cert-expired'],
    ['submission', null],
  ])
})

it('tells what the server does not have', async () => {
  const { server, url } = await started()
  const folder = dirname(server.ca.file)
  const pem = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const own = await started({ cert: pem('server.pem'), key: pem('server.key') })
  const answer = await call(own.url, 'PUT', '/api/ports/smtps/scenario', { name: 'cert-expired' })
  expect(answer).toMatchObject({ status: 409, body: { code: 'SCENARIO_UNAVAILABLE' } })
  expect(url).not.toBe(own.url)
})
