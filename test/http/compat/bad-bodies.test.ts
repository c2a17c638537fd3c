import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { requestAsIs, type RawAnswer } from '../support/request.ts'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

// What comes with a change may be anything. Only what can be read may change anything.
let http: TestHttp
const ids: string[] = []
beforeEach(async () => {
  http = await startTestHttp({ release: () => Promise.reject(new Error('nothing is to be released')) })
  ids.length = 0
  for (const subject of ['one', 'two', 'three']) {
    ids.push((await http.add(`Subject: ${subject}\r\nX-Tags: kept\r\n\r\n`)).id)
  }
  await ask('GET', `/api/v1/message/${ids[1]}`) // one of them has been read
})
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

function ask(method: string, path: string, body?: string, type?: string): Promise<RawAnswer> {
  const headers: Record<string, string> = {
    accept: '*/*',
    ...(type !== undefined && { 'content-type': type }),
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
  }
  return requestAsIs(http.port, {
    method,
    path: path.replace('{id}', ids[0] ?? ''),
    headers,
    ...(body && { body }),
  })
}

/** All that a request may destroy or change. */
async function state(): Promise<unknown> {
  const list = JSON.parse((await ask('GET', '/api/v1/messages')).body)
  const chaos = JSON.parse((await ask('GET', '/api/v1/chaos')).body)
  const faults = JSON.parse((await ask('GET', '/api/faults')).body)
  return { list, chaos, faults }
}

const like = '{"IDs":["x"]}'
/** No JSON. */
const broken = [
  'x',
  '{',
  '}',
  '{"IDs":["x"',
  '{"IDs":["x"],}',
  "{'IDs':['x']}",
  '{IDs:["x"]}',
  'ids=x',
  `\0${like}`,
  'undefined',
  `${like} ${like}`,
  '['.repeat(5000),
]
/** JSON, but no object. */
const others = ['[]', '["x"]', '"x"', '""', '5', '0', 'true', 'false', '[null]']

/** Every route of Mailpit and MailHog that reads a body, with what else is wrong there. */
const routes: readonly (readonly [method: string, path: string, wrong: readonly string[]])[] = [
  [
    'DELETE',
    '/api/v1/messages',
    [
      '{"IDs":"x"}',
      '{"ids":"x"}',
      '{"IDs":5}',
      '{"IDs":{}}',
      '{"IDs":[5]}',
      '{"IDs":[["x"]]}',
      '{"IDs":true}',
      // A misspelt name must not be as good as none.
      '{"ID":["x"]}',
      '{"Ids_":["x"]}',
      '{"messages":["x"]}',
    ],
  ],
  [
    'PUT',
    '/api/v1/messages',
    ['{"Read":"x"}', '{"read":1,"ids":[]}', '{"IDs":"x"}', '{"Search":5}', '{"ids":["x"],"search":"x"}'],
  ],
  ['PUT', '/api/v1/tags', ['{"IDs":"x"}', '{"ids":["{id}"],"tags":"x"}', '{"ids":["{id}"],"tags":[5]}']],
  [
    'PUT',
    '/api/v1/tags/kept',
    ['{"Name":5}', '{"Name":""}', '{"Name":"///"}', '{}', 'null', '{"name":null}'],
  ],
  ['PUT', '/api/v1/tags/nosuch', ['{"Name":"x"}']],
  [
    'PUT',
    '/api/v1/chaos',
    [
      '{"Sender":5}',
      '{"sender":{"probability":"x"}}',
      '{"Sender":{"ErrorCode":399}}',
      '{"sender":{"probability":0.5}}',
    ],
  ],
  ['POST', '/api/v1/message/{id}/release', ['{"To":"x"}', '{"to":[]}', '{"To":[5]}', '{}', 'null']],
  [
    'POST',
    '/api/v1/send',
    [
      '{"From":5}',
      '{"from":{"email":5}}',
      '{"from":{"email":"a@x.test"},"to":"b@x.test"}',
      '{"from":{"email":"a@x.test"},"to":["b@x.test"]}',
    ],
  ],
  ['POST', '/api/v1/messages/{id}/release', ['{"Email":5}', '{"email":[]}', '{}', 'null']],
]

const table = routes.flatMap(([method, path, wrong]) =>
  [...broken, ...others, ...wrong].map((body) => [method, path, body.slice(0, 60), body] as const),
)

describe('a body that cannot be read', () => {
  it.each(table)('%s %s %j is refused, and changes nothing', async (method, path, _shown, body) => {
    const before = await state()
    const named = body.replace('{id}', ids[0] ?? '')
    for (const type of [
      'application/json',
      undefined,
      'text/plain;charset=UTF-8',
      'application/x-www-form-urlencoded',
    ]) {
      expect([type, (await ask(method, path, named, type)).status]).toEqual([type, 400])
    }
    expect(await state()).toEqual(before)
  })

  it.each(routes.filter(([method]) => method !== 'DELETE'))('%s %s wants one', async (method, path) => {
    const before = await state()
    expect((await ask(method, path, '', 'application/json')).status).toBe(400)
    expect(await state()).toEqual(before)
  })
})

// The native API names what to delete in the query, and what to change by schemas.
describe('a body that cannot be read, at the native API', () => {
  const native = [
    ...(['POST', 'DELETE'] as const).map((method) => [method, '/api/messages'] as const),
    ['DELETE', '/api/sessions'],
    ['POST', '/api/messages/{id}/release'],
    ['POST', '/api/faults'],
    ['PUT', '/api/ports/relay/scenario'],
  ] as const
  const bodies = [...broken, ...others, 'null', '{}', '{"ids":["{id}"]}', '{"all":true}', '{"all":"true"}']
  it.each(
    native.flatMap(([method, path]) =>
      bodies.map((body) => [method, path, body.slice(0, 60), body] as const),
    ),
  )('%s %s %j is refused, and changes nothing', async (method, path, _shown, body) => {
    const before = await state()
    for (const type of ['application/json', undefined, 'message/rfc822x', 'text/plain;charset=UTF-8']) {
      const { status } = await ask(method, path, body, type)
      expect([type, status, status >= 400 && status < 500]).toEqual([type, status, true])
    }
    expect(await state()).toEqual(before)
  })
})

describe('DELETE /api/v1/search', () => {
  it.each(['before:xx', 'after:xx', 'tag:', 'subject:', 'to:', 'message-id:', '""', 'before:xx subject:x'])(
    'with %s, which selects nothing, deletes nothing',
    async (search) => {
      const answer = await ask('DELETE', `/api/v1/search?query=${encodeURIComponent(search)}`)
      expect(answer.status).toBe(400)
      expect((await http.store.counts()).messages).toBe(3)
    },
  )
})

describe('DELETE /api/v1/messages', () => {
  it.each([
    '{"IDs":["{id}"]}',
    '{"ids":["{id}"]}',
    '{"Ids":["{id}"],"more":1}',
    ' {"IDS":["{id}","{id}","nosuch",null]}\n',
    '{"ids":["nosuch"],"IDs":["{id}"]}',
  ])('%s deletes the one', async (body) => {
    for (const _ of [1, 2]) {
      const answer = await ask('DELETE', '/api/v1/messages', body.replaceAll('{id}', ids[0] ?? ''))
      expect([answer.status, answer.body]).toEqual([200, 'ok'])
      expect((await http.store.listMessages()).messages.map(({ id }) => id)).toEqual([ids[2], ids[1]])
    }
  })

  it.each(['{"IDs":["nosuch"]}', '{"ids":[""]}', '{"IDs":[null]}'])('%s deletes none', async (body) => {
    expect((await ask('DELETE', '/api/v1/messages', body)).status).toBe(200)
    expect((await http.store.counts()).messages).toBe(3)
  })

  // As Mailpit has it: where no ids are named, all are meant.
  it.each([undefined, '', ' \r\n', '{}', '{"IDs":[]}', '{"ids":[]}', '{"IDs":null}', 'null'])(
    '%j deletes all',
    async (body) => {
      expect((await ask('DELETE', '/api/v1/messages', body)).status).toBe(200)
      expect((await http.store.counts()).messages).toBe(0)
    },
  )

  it('says what was wrong, quotes it, and says what to send', async () => {
    const answer = await ask('DELETE', '/api/v1/messages', '{"IDs":"abc"}')
    expect([answer.status, answer.headers['content-type']]).toEqual([400, 'text/plain; charset=utf-8'])
    expect(answer.body).toMatch(
      /IDs: .*array.*"\{\\"IDs\\":\\"abc\\"\}".*\{"IDs":\["…"\]\}.*Nothing was changed/,
    )
  })
})

describe('a body is read whatever its type and the case of its names', () => {
  const types = [
    undefined,
    'application/json',
    'text/plain;charset=UTF-8',
    'application/x-www-form-urlencoded',
  ]
  it.each(types)('%s', async (type) => {
    expect(
      (
        await ask(
          'PUT',
          '/api/v1/messages',
          '{"ids":["{id}"],"READ":true}'.replace('{id}', ids[0] ?? ''),
          type,
        )
      ).body,
    ).toBe('ok')
    expect((await ask('PUT', '/api/v1/tags', `{"ids":["${ids[0]}"],"tags":["new"]}`, type)).body).toBe('ok')
    const [, , one] = JSON.parse((await ask('GET', '/api/v1/messages')).body).messages
    expect(one).toMatchObject({ ID: ids[0], Read: true, Tags: ['new'] })
    const sent =
      '{"from":{"email":"a@x.test"},"TO":[{"EMAIL":"b@x.test"}],"attachments":[{"FileName":"a.txt","CONTENT":"eA=="}]}'
    expect((await ask('POST', '/api/v1/send', sent, type)).status).toBe(200)
    const [newest] = JSON.parse((await ask('GET', '/api/v1/messages')).body).messages
    expect(newest).toMatchObject({ To: [{ Address: 'b@x.test' }], Attachments: 1 })
  })
})
