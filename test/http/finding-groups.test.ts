import { describe, expect, it } from 'vitest'
import type { ApiFindingGroup, ApiFindingGroups } from '../../src/model/api.ts'
import type { Finding, Verdict } from '../../src/model/finding.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { call } from './support/json-client.ts'
import { sessionRecord } from './support/session-record.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

const wrong = (id: string, more: Partial<Finding> = {}): Partial<Verdict> => ({
  findings: [
    {
      id,
      severity: 'error',
      saw: `saw ${id}`,
      fix: 'x',
      snippets: [],
      port: 587,
      client: null,
      ...more,
    } as never,
  ],
})

const at = (minute: number, client: string, more: Partial<SessionRecord> = {}): Partial<SessionRecord> => ({
  startedAt: new Date(Date.UTC(2026, 2, 1, 12, minute)).toISOString(),
  clientName: client,
  ...more,
})

async function groupsOf(http: TestHttp): Promise<readonly ApiFindingGroup[]> {
  const { status, body } = await call(http.url, 'GET', '/api/findings/groups')
  expect(status).toBe(200)
  return (body as unknown as ApiFindingGroups).groups
}

describe('what is wrong, by client, port and cause', () => {
  it('is there however many good sessions came after it', async () => {
    await using http = await startTestHttp({
      verdict: (id) => (id === 'bad' ? wrong('starttls-not-used') : { findings: [] }),
    })
    await http.store.addSession(sessionRecord('bad', at(0, 'app.test')))
    for (let n = 0; n < 450; n++) await http.store.addSession(sessionRecord(`s${n}`, at(1, 'other')))
    expect(await groupsOf(http)).toMatchObject([
      { client: 'app.test', id: 'starttls-not-used', sessions: 1, sessionId: 'bad', fixedAt: null },
    ])
  })

  it('counts sessions, follows those that come and go, and knows who fixed it', async () => {
    await using http = await startTestHttp({
      limits: { maxSessions: 4 },
      verdict: (id) =>
        id.startsWith('bad') ? wrong(id.startsWith('badly') ? 'other' : 'one') : { findings: [] },
    })
    const add = async (id: string, more: Partial<SessionRecord>): Promise<void> =>
      void (await http.store.addSession(sessionRecord(id, more)))
    await add('bad1', at(1, 'app.test'))
    expect(await groupsOf(http)).toMatchObject([{ id: 'one', sessions: 1, firstAt: at(1, '').startedAt }])
    await add('bad2', at(2, 'app.test'))
    await add('badly', at(3, 'mailer.test'))
    expect(await groupsOf(http)).toMatchObject([
      { id: 'other', client: 'mailer.test', sessions: 1 },
      { id: 'one', client: 'app.test', sessions: 2, sessionId: 'bad2', firstAt: at(1, '').startedAt },
    ])
    // It delivers: what it did before is fixed, and comes after what is wrong now.
    await add('good', at(4, 'app.test', { messages: ['m1'] }))
    expect(await groupsOf(http)).toMatchObject([
      { id: 'other', fixedAt: null },
      { id: 'one', sessions: 2, fixedAt: at(4, '').startedAt, fixedBy: 'good' },
    ])
    // The first is evicted for this one, and it is wrong again.
    await add('bad5', at(5, 'app.test'))
    expect(await groupsOf(http)).toMatchObject([
      { id: 'one', sessions: 2, sessionId: 'bad5', firstAt: at(2, '').startedAt, fixedAt: null },
      { id: 'other' },
    ])
    await http.store.clearSessions()
    expect(await groupsOf(http)).toEqual([])
  })

  it('leaves notes out, and takes a verdict back that was made again', async () => {
    let isTaken = true
    await using http = await startTestHttp({
      verdict: (id) =>
        id === 'note' ? wrong('probe', { severity: 'note' }) : isTaken ? wrong('one') : { findings: [] },
    })
    await http.store.addSession(sessionRecord('note', at(0, 'x')))
    await http.store.addSession(sessionRecord('s1', at(1, 'x')))
    expect(await groupsOf(http)).toMatchObject([{ id: 'one', sessions: 1 }])
    isTaken = false
    await http.store.addReview('s1')
    expect(await groupsOf(http)).toEqual([])
  })

  it('has sessions that go on, and keeps them when they have ended', async () => {
    let open: SessionRecord[] = [sessionRecord('s1', { ...at(1, 'x'), durationMs: null, close: null })]
    await using http = await startTestHttp({ verdict: () => wrong('one'), openSessions: () => open })
    expect(await groupsOf(http)).toMatchObject([{ id: 'one', sessions: 1 }])
    // It has ended, and is on its way into the store: then it is there.
    open = [sessionRecord('s1', at(1, 'x'))]
    await groupsOf(http)
    await http.store.addSession(sessionRecord('s1', at(1, 'x')))
    expect(await groupsOf(http)).toMatchObject([{ id: 'one', sessions: 1 }])
    open = []
    expect(await groupsOf(http)).toMatchObject([{ id: 'one', sessions: 1 }])
  })

  it('is asked for by many at once, and looked at once', async () => {
    let looks = 0
    await using http = await startTestHttp({
      verdict: () => {
        looks++
        return wrong('one')
      },
    })
    for (let n = 0; n < 50; n++) await http.store.addSession(sessionRecord(`s${n}`, at(1, 'x')))
    const answers = await Promise.all(Array.from({ length: 5 }, async () => groupsOf(http)))
    for (const answer of answers) expect(answer).toMatchObject([{ sessions: 50 }])
    expect(looks).toBe(50)
  })
})
