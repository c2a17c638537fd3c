import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { call } from './support/json-client.ts'
import { findingIds } from '../../src/diagnosis/catalogue.ts'
import { startTestHttp } from './support/start-test-http.ts'

it('describes the whole native API as OpenAPI 3.1', async () => {
  await using http = await startTestHttp()
  const { body } = await call(http.url, 'GET', '/api/openapi.json')
  expect(body.openapi).toBe('3.1.0')
  expect(await new Validator().validate(structuredClone(body))).toEqual({ valid: true })
  const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(operations.sort()).toEqual([
    'DELETE /api/inboxes/{id}',
    'DELETE /api/messages',
    'DELETE /api/messages/{id}',
    'DELETE /api/sessions',
    'GET /api/ca.pem',
    'GET /api/events',
    'GET /api/findings',
    'GET /api/findings/wait',
    'GET /api/inboxes',
    'GET /api/inboxes/{id}',
    'GET /api/info',
    'GET /api/messages',
    'GET /api/messages/wait',
    'GET /api/messages/{id}',
    'GET /api/messages/{id}/attachments',
    'GET /api/messages/{id}/attachments/{n}',
    'GET /api/messages/{id}/codes',
    'GET /api/messages/{id}/headers',
    'GET /api/messages/{id}/html',
    'GET /api/messages/{id}/links',
    'GET /api/messages/{id}/raw',
    'GET /api/messages/{id}/text',
    'GET /api/ports',
    'GET /api/sessions',
    'GET /api/sessions/{id}',
    'POST /api/inboxes',
    'POST /api/messages',
    'POST /api/messages/{id}/release',
  ])
  // Every reference leads somewhere.
  const schemas = Object.keys(body.components.schemas)
  for (const [, name] of JSON.stringify(body).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(schemas).toContain(name)
})

it('describes it for people, without scripts and without a network', async () => {
  await using http = await startTestHttp()
  const { status, type, body } = await call(http.url, 'GET', '/api/docs')
  expect([status, type]).toEqual([200, 'text/html; charset=utf-8'])
  expect(body).toContain('GET /api/messages/wait')
  expect(body).not.toMatch(/<script|https?:\/\/|style=/)
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
