import { once } from 'node:events'
import { createServer } from 'node:http'
import { request } from 'node:https'
import { connect } from 'node:net'
import { generate } from 'selfsigned'
import { describe, expect, it } from 'vitest'
import { requestAsIs } from './support/request.ts'
import { startTestHttp } from './support/start-test-http.ts'

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`

describe('credentials', () => {
  const routes = [
    '/',
    '/api/info',
    '/api/messages',
    '/api/events',
    '/api/openapi.json',
    '/api/docs',
    '/docs/findings',
    '/api/ca.pem',
    '/api/v1/messages',
    '/api/v1/info',
    '/api/v2/messages',
    '/email',
    '/email/all',
    '/config',
    '/view/latest',
    '/nothing',
    '/%61pi/info',
  ]
  const wrong = [
    undefined,
    '',
    'Basic',
    basic('ann:wrong'),
    basic('ann'),
    basic('ann:secret:'),
    basic(':secret'),
    'Bearer',
    'Bearer wrong',
    'Bearer secret',
    'Digest x',
    `${basic('ann:secret')} x`,
  ]

  it('are asked for on every route but the health checks', async () => {
    await using http = await startTestHttp({ security: { basicAuth: 'ann:secret' } })
    for (const path of routes) {
      for (const authorization of wrong) {
        const { status, headers } = await requestAsIs(http.port, {
          path,
          ...(authorization !== undefined && { headers: { authorization } }),
        })
        expect([path, authorization, status]).toEqual([path, authorization, 401])
        expect(headers['www-authenticate']).toContain('Basic')
      }
    }
    for (const path of ['/livez', '/readyz', '/healthz'])
      expect((await requestAsIs(http.port, { path })).status).toBe(200)
    const headers = { authorization: basic('ann:secret') }
    expect((await requestAsIs(http.port, { path: '/api/info', headers })).status).toBe(200)
  })

  it('may be a token, as Bearer or as the password of Basic', async () => {
    await using http = await startTestHttp({ security: { token: 't0ken' } })
    for (const authorization of ['Bearer t0ken', 'bearer t0ken', basic('anyone:t0ken'), basic(':t0ken')]) {
      expect((await requestAsIs(http.port, { path: '/api/info', headers: { authorization } })).status).toBe(
        200,
      )
    }
    for (const authorization of ['Bearer T0ken', basic('t0ken:'), 'Bearer']) {
      expect((await requestAsIs(http.port, { path: '/api/info', headers: { authorization } })).status).toBe(
        401,
      )
    }
  })

  it('do not open what the Host or Origin closes', async () => {
    await using http = await startTestHttp({ security: { token: 't0ken' } })
    const authorization = 'Bearer t0ken'
    expect(
      (await requestAsIs(http.port, { path: '/api/info', headers: { authorization, host: 'evil.test' } }))
        .status,
    ).toBe(421)
    expect(
      (
        await requestAsIs(http.port, {
          method: 'POST',
          path: '/api/inboxes',
          headers: { authorization, origin: 'http://evil.test' },
        })
      ).status,
    ).toBe(403)
  })
})

describe('CORS, where configured', () => {
  const origin = 'http://app.example.test:3000'
  it('lets exactly that origin read and change', async () => {
    await using http = await startTestHttp({ security: { corsOrigins: [origin], token: 't0ken' } })
    const preflight = await requestAsIs(http.port, {
      method: 'OPTIONS',
      path: '/api/messages',
      headers: { origin, 'access-control-request-method': 'DELETE' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': expect.stringContaining('DELETE'),
      vary: 'Origin',
    })
    const headers = { origin, authorization: 'Bearer t0ken' }
    expect(
      (await requestAsIs(http.port, { path: '/api/info', headers })).headers['access-control-allow-origin'],
    ).toBe(origin)
    expect((await requestAsIs(http.port, { method: 'POST', path: '/api/inboxes', headers })).status).toBe(201)
    for (const other of [
      'http://app.example.test',
      'https://app.example.test:3000',
      `${origin}.evil.test`,
      'null',
    ]) {
      const answer = await requestAsIs(http.port, {
        path: '/api/info',
        headers: { origin: other, authorization: 'Bearer t0ken' },
      })
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      expect(
        (
          await requestAsIs(http.port, {
            method: 'OPTIONS',
            path: '/api/messages',
            headers: { origin: other },
          })
        ).status,
      ).toBe(401)
    }
  })
})

describe('listening', () => {
  it('listens on all addresses at one port', async () => {
    await using http = await startTestHttp({ options: { hosts: ['127.0.0.1', '127.0.0.2'] } })
    for (const host of ['127.0.0.1', '127.0.0.2']) {
      expect((await fetch(`http://${host}:${http.port}/livez`)).status).toBe(200)
    }
    expect(http).toMatchObject({ host: '127.0.0.1', url: `http://127.0.0.1:${http.port}/` })
  })

  it('names a port that is in use, and listens nowhere then', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.2', done))
    const { port } = other.address() as { port: number }
    await expect(
      startTestHttp({ options: { hosts: ['127.0.0.1', '127.0.0.2'], port } }),
    ).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(`127.0.0.2:${port}`),
    })
    await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow()
    await new Promise((done) => other.close(done))
  })

  it('names an address that this machine does not have', async () => {
    await expect(startTestHttp({ options: { hosts: ['192.0.2.1'] } })).rejects.toMatchObject({
      code: 'PORT_UNAVAILABLE',
    })
  })

  it('speaks HTTPS with a certificate given, and takes its own https origin alone', async () => {
    const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      algorithm: 'sha256',
    })
    await using http = await startTestHttp({ options: { tls: { cert: pems.cert, key: pems.private } } })
    expect(http.url).toBe(`https://127.0.0.1:${http.port}/`)
    const post = (origin: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const asked = request(
          {
            host: '127.0.0.1',
            port: http.port,
            method: 'POST',
            path: '/api/inboxes',
            headers: { origin },
            rejectUnauthorized: false,
          },
          (response) => resolve(response.resume().statusCode ?? 0),
        )
        asked.on('error', reject)
        asked.end()
      })
    expect(await post(`https://127.0.0.1:${http.port}`)).toBe(201)
    expect(await post(`http://127.0.0.1:${http.port}`)).toBe(403)
  })

  it('closes a connection whose request header does not end', async () => {
    await using http = await startTestHttp()
    const socket = connect(http.port, '127.0.0.1')
    socket.write('GET /api/info HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /)
    await once(socket, 'close')
  })

  it('takes the name it was bound to as Host', async () => {
    await using http = await startTestHttp({ options: { hosts: ['localhost'] } })
    expect((await fetch(`${http.url}livez`)).status).toBe(200)
  })
})
