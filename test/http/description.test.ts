import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, it } from 'vitest'
import { call } from './support/json-client.ts'
import { findingIds } from '../../src/diagnosis/catalogue.ts'
import { startTestHttp } from './support/start-test-http.ts'

it('describes the whole native API as OpenAPI 3.1', async () => {
  await using http = await startTestHttp()
  const { body } = await call(http.url, 'GET', '/api/openapi.json')
  expect(body.openapi).toBe('3.1.0')
  const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(operations.sort()).toEqual([
    'DELETE /api/faults',
    'DELETE /api/faults/{id}',
    'DELETE /api/inboxes/{id}',
    'DELETE /api/messages',
    'DELETE /api/messages/{id}',
    'DELETE /api/ports/{name}/scenario',
    'DELETE /api/sessions',
    'GET /api/ca.pem',
    'GET /api/docs',
    'GET /api/docs.css',
    'GET /api/events',
    'GET /api/faults',
    'GET /api/faults/{id}',
    'GET /api/findings',
    'GET /api/findings/groups',
    'GET /api/findings/wait',
    'GET /api/inboxes',
    'GET /api/inboxes/{id}',
    'GET /api/info',
    'GET /api/messages',
    'GET /api/messages/count',
    'GET /api/messages/export',
    'GET /api/messages/wait',
    'GET /api/messages/{id}',
    'GET /api/messages/{id}/attachments',
    'GET /api/messages/{id}/attachments/{n}',
    'GET /api/messages/{id}/attachments/{n}/html',
    'GET /api/messages/{id}/attachments/{n}/message',
    'GET /api/messages/{id}/codes',
    'GET /api/messages/{id}/headers',
    'GET /api/messages/{id}/html',
    'GET /api/messages/{id}/links',
    'GET /api/messages/{id}/raw',
    'GET /api/messages/{id}/text',
    'GET /api/openapi.json',
    'GET /api/ports',
    'GET /api/scenarios',
    'GET /api/sessions',
    'GET /api/sessions/{id}',
    'GET /api/tags',
    'GET /api/verify',
    'GET /api/verify/report',
    'GET /docs/findings',
    'POST /api/faults',
    'POST /api/inboxes',
    'POST /api/messages',
    'POST /api/messages/{id}/release',
    'POST /api/ports/{name}/test-mail',
    'PUT /api/messages/labels',
    'PUT /api/ports/{name}/scenario',
  ])
})

it('is described without a fault that a linter knows', async () => {
  await using http = await startTestHttp()
  const source = JSON.stringify((await call(http.url, 'GET', '/api/openapi.json')).body)
  // The strict set knows no warnings: each is an error.
  const problems = await lintFromString({
    source,
    config: await createConfig({ extends: ['recommended-strict'] }),
  })
  expect(
    problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`),
  ).toEqual([])
})

it('says of each operation what it is called, who may ask, and every answer that the gate gives', async () => {
  await using http = await startTestHttp()
  const { body } = await call(http.url, 'GET', '/api/openapi.json')
  expect(Object.keys(body.components.securitySchemes)).toEqual(['basic', 'bearer'])
  expect(body.security).toEqual([{}, { basic: [] }, { bearer: [] }])
  const ids: string[] = []
  for (const [path, methods] of Object.entries<Record<string, Described>>(body.paths)) {
    for (const [method, { operationId, responses }] of Object.entries(methods)) {
      ids.push(operationId)
      const guarded = method !== 'get' ? ['403', '413'] : path === '/api/events' ? ['403'] : []
      expect([path, Object.keys(responses)]).toEqual([
        path,
        expect.arrayContaining(['400', '401', '405', '421', ...guarded]),
      ])
    }
  }
  expect(new Set(ids).size).toBe(ids.length)
})

it('describes what is no JSON: bare messages, header fields in the query, pictures', async () => {
  await using http = await startTestHttp()
  const { paths } = (await call(http.url, 'GET', '/api/openapi.json')).body
  const inject = paths['/api/messages'].post
  expect(Object.keys(inject.requestBody.content)).toEqual(['application/json', 'message/rfc822'])
  expect(inject.parameters.map(({ name }: { name: string }) => name)).toEqual(['from', 'to'])
  const patterns = ['/api/messages', '/api/messages/wait'].map(
    (path) => paths[path].get.parameters[0].schema.patternProperties,
  )
  expect(patterns).toEqual([{ '^header\\..+$': { type: 'string' } }, { '^header\\..+$': { type: 'string' } }])
  const types = Object.keys(paths['/api/messages/{id}/attachments/{n}'].get.responses[200].content)
  expect(types).toEqual(
    expect.arrayContaining([
      'image/png',
      'image/jpeg',
      'image/gif',
      'image/webp',
      'application/octet-stream',
    ]),
  )
})

it('describes it for people, without scripts and without a network', async () => {
  await using http = await startTestHttp()
  const { status, type, body } = await call(http.url, 'GET', '/api/docs')
  expect([status, type]).toEqual([200, 'text/html; charset=utf-8'])
  expect(body).toContain('GET /api/messages/wait')
  expect(body).not.toMatch(/<script|https?:\/\/|style=/)
  // Every link of the page leads somewhere on it.
  for (const [, anchor] of body.matchAll(/href="#([^"]+)"/g)) expect(body).toContain(`id="${anchor}"`)
  const { body: problem } = await call(http.url, 'GET', '/api/messages?too=x')
  expect(body).toContain(`id="${problem.type.split('#')[1]}"`)
  expect((await call(http.url, 'GET', '/api/docs.css')).type).toBe('text/css; charset=utf-8')
})

it('shows every finding at the place to which its address leads', async () => {
  await using http = await startTestHttp()
  const { status, type, body } = await call(http.url, 'GET', '/docs/findings')
  expect([status, type]).toEqual([200, 'text/html; charset=utf-8'])
  expect(body).not.toMatch(/<script|https?:\/\/|style=/)
  for (const id of findingIds) expect(body).toContain(`<section id="${id}">`)
  const style = new URL(/href="([^"]+\.css)"/.exec(body)?.[1] ?? '', `${http.url}docs/findings`)
  expect((await fetch(style)).status).toBe(200)
})

interface Described {
  readonly operationId: string
  readonly responses: Readonly<Record<string, unknown>>
}
