import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import { call } from './support/json-client.ts'
import { sessionRecord } from './support/session-record.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

const finding: Finding = {
  id: 'starttls-not-used',
  severity: 'error',
  confidence: 'certain',
  saw: 'MAIL came before STARTTLS.',
  why: 'The port demands TLS first.',
  fix: 'Turn STARTTLS on.',
  snippets: [],
  evidence: [2],
  messages: [],
  client: null,
  sessionId: 'bad',
  profile: 'relay',
  port: 10025,
  docs: 'docs/findings.md#starttls-not-used',
}

let http: TestHttp
beforeEach(async () => {
  http = await startTestHttp({
    verdict: (id) =>
      id.startsWith('sbad')
        ? { outcome: 'findings', findings: [{ ...finding, sessionId: id }], summary: 'no TLS' }
        : {},
  })
})
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})
const get = (path: string) => call(http.url, 'GET', path)

it('lists sessions newest first, page by page, with what is to be said of them', async () => {
  for (const id of ['sgood1', 'sbad1', 'sgood2']) http.store.addSession(sessionRecord(id))
  const first = (await get('/api/sessions?limit=2')).body
  expect(first.sessions).toMatchObject([
    { id: 'sgood2', outcome: 'ok', findings: [] },
    {
      id: 'sbad1',
      outcome: 'findings',
      summary: 'no TLS',
      findings: [{ id: 'starttls-not-used', severity: 'error', saw: finding.saw }],
    },
  ])
  const second = (await get(`/api/sessions?limit=2&before=${first.nextBefore}`)).body
  expect(second).toMatchObject({ sessions: [{ id: 'sgood1' }], nextBefore: null })
})

it('answers one with its whole record and verdict', async () => {
  const record = sessionRecord('sbad1')
  http.store.addSession(record)
  const { body } = await get('/api/sessions/sbad1')
  expect(body.record).toEqual(record)
  expect(body.verdict.findings).toEqual([{ ...finding, sessionId: 'sbad1' }])
  expect((await get('/api/sessions/nosuch')).status).toBe(404)
})

it('lists findings, by severity', async () => {
  for (const id of ['sbad1', 'good', 'sbad2']) http.store.addSession(sessionRecord(id))
  const { body } = await get('/api/findings')
  expect(body.findings).toMatchObject([
    { sessionId: 'sbad2', startedAt: '2026-01-02T03:04:05.000Z' },
    { sessionId: 'sbad1' },
  ])
  expect((await get('/api/findings?limit=1')).body.findings).toHaveLength(1)
  expect((await get('/api/findings?severity=warning')).body.findings).toEqual([])
  expect((await get('/api/findings?severity=bad')).body.parameter).toBe('severity')
  for (const path of ['/api/findings', '/api/findings/wait'])
    expect((await get(`${path}?id=starttls-not-usd`)).body).toMatchObject({
      status: 400,
      parameter: 'id',
      detail: 'id: expected the id of a finding, such as starttls-not-used (got "starttls-not-usd").',
    })
})

it('deletes all records only when that is said', async () => {
  http.store.addSession(sessionRecord('one'))
  expect((await call(http.url, 'DELETE', '/api/sessions')).status).toBe(400)
  expect((await call(http.url, 'DELETE', '/api/sessions?all=true')).body).toEqual({ deleted: 1 })
})

it.each([
  ['before=x', 'before: must be the id of a session, such as nextBefore of the page before (got "x").'],
  ['before=', 'before: must be the id of a session, such as nextBefore of the page before (got "").'],
  ['before=12', 'before: must be the id of a session, such as nextBefore of the page before (got "12").'],
  ['before=s1&before=s2', 'before is given 2 times; it takes one value.'],
  ['limit=0', 'limit: must be a whole number from 1 to 200 (got "0").'],
  ['limit=many', 'limit: must be a whole number from 1 to 200 (got "many").'],
])('refuses a list of sessions with %s', async (query, detail) => {
  const { status, body } = await get(`/api/sessions?${query}`)
  expect([status, body.detail]).toEqual([400, detail])
})

it('deletes the sessions up to one of them', async () => {
  for (const id of ['s1', 's2', 's3']) await http.store.addSession(sessionRecord(id))
  expect((await call(http.url, 'DELETE', '/api/sessions?all=true&upTo=s2')).body).toEqual({ deleted: 2 })
  expect((await http.store.listSessions()).map(({ id }) => id)).toEqual(['s3'])
  expect((await call(http.url, 'DELETE', '/api/sessions?all=true&upTo=x')).status).toBe(400)
})
