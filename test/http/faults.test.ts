import { expect, it } from 'vitest'
import { faultKinds, replyKinds } from '../../src/faults/fault-kinds.ts'
import { connect } from '../../src/client.ts'
import { call } from './support/json-client.ts'
import { startTestHttp } from './support/start-test-http.ts'

const reply = { code: 451, enhanced: '4.7.1', text: 'Greylisted' }
const fault = { at: 'RCPT', to: '*@slow.test', times: 2, reply }

it('sets, shows and takes off faults', async () => {
  await using http = await startTestHttp()
  const made = await call(http.url, 'POST', '/api/faults', fault)
  const set = { id: 'f1', fault, fired: 0, state: 'set' }
  expect(made).toMatchObject({ status: 201, body: set })
  expect((await call(http.url, 'GET', '/api/faults')).body).toEqual({ faults: [set] })
  expect((await call(http.url, 'DELETE', '/api/faults/f1')).status).toBe(204)
  expect((await call(http.url, 'GET', '/api/faults')).body).toEqual({ faults: [] })
  expect((await call(http.url, 'GET', '/api/faults/f1')).body).toEqual({ ...set, state: 'off' })
  expect(await call(http.url, 'DELETE', '/api/faults/f1')).toMatchObject({
    status: 404,
    body: { code: 'NOT_FOUND', detail: 'There is no fault "f1".' },
  })
  expect((await call(http.url, 'GET', '/api/faults/f2')).status).toBe(404)
  await call(http.url, 'POST', '/api/faults', fault)
  await call(http.url, 'POST', '/api/faults', fault)
  expect((await call(http.url, 'DELETE', '/api/faults')).body).toEqual({ deleted: 2 })
  expect(http.errors).toEqual([])
})

it('refuses what the library refuses, in its words', async () => {
  await using http = await startTestHttp()
  expect(await call(http.url, 'POST', '/api/faults', { at: 'RCPT', replay: reply })).toMatchObject({
    status: 400,
    body: {
      code: 'OPTION_UNKNOWN',
      type: '/api/docs#option-unknown',
      detail: expect.stringMatching(/^fault has no option "replay"; .* Did you mean reply\?/),
    },
  })
  for (const given of ['5', 'null', '"RCPT"', '[]']) {
    expect(await call(http.url, 'POST', '/api/faults', given)).toMatchObject({
      status: 400,
      body: {
        code: 'OPTION_INVALID',
        detail: expect.stringContaining('expected a fault such as { at: "RCPT", reply: { code: 451 } }'),
      },
    })
  }
  expect(http.errors).toEqual([])
})

it('describes every field that the table has', async () => {
  await using http = await startTestHttp()
  const { body } = await call(http.url, 'GET', '/api/openapi.json')
  const { Fault } = (body as { components: { schemas: Record<string, unknown> } }).components.schemas
  const { properties } = Fault as { properties: Record<string, { properties: object }> }
  expect(Object.keys(properties)).toEqual(Object.keys(faultKinds))
  expect(Object.keys(properties['reply']?.properties ?? {})).toEqual(Object.keys(replyKinds))
})

it('tells the readers of the live stream what becomes of them', async () => {
  await using http = await startTestHttp()
  const ended = new AbortController()
  const states: unknown[] = []
  for await (const event of connect(http.url).events({ signal: ended.signal })) {
    if (event.type === 'ready') await call(http.url, 'POST', '/api/faults', fault)
    if (event.type !== 'fault') continue
    states.push([event.data.id, event.data.state])
    if (event.data.state === 'off') break
    await call(http.url, 'DELETE', '/api/faults/f1')
  }
  expect(states).toEqual([
    ['f1', 'set'],
    ['f1', 'off'],
  ])
})
