import { expect, it } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import {
  logsIn,
  quits,
  sends,
  startsImplicitly,
  startsOnSubmission,
  startsSecurely,
} from '../diagnosis/support/passages.ts'
import { transcript } from '../diagnosis/support/transcript.ts'
import { call } from './support/json-client.ts'
import { startTestHttp } from './support/start-test-http.ts'

const unencrypted = `${startsOnSubmission}\nC: MAIL FROM:<sender@example.com>\nS: 530 5.7.0 Must issue a STARTTLS command first\n${quits}`
const delivers = (start: string): string => [start, logsIn, sends, quits].join('\n')

/** What the page gets of one of these sessions, in the order in which they ended. */
async function workedLike(id: string, sessions: Readonly<Record<string, SessionRecord>>) {
  const records = Object.entries(sessions).map(([id, record]) => ({ ...record, id }))
  await using http = await startTestHttp({
    verdict: (one) => diagnose(records.find(({ id }) => id === one)!),
  })
  for (const record of records) await http.store.addSession(record)
  return (await call(http.url, 'GET', `/api/sessions/${id}`)).body.worked
}

const failed = transcript('submission', unencrypted)

it('shows the latest session of the same client that delivered, and in what it differed', async () => {
  const worked = await workedLike('sbad', {
    sold: transcript('submission', delivers(startsSecurely)),
    snew: transcript('smtps', delivers(startsImplicitly)),
    sother: transcript('smtps', delivers(startsImplicitly), { clientName: 'other.test', clientHello: null }),
    sbad: failed,
  })
  expect(worked).toMatchObject({ session: { id: 'snew', outcome: 'ok' }, same: 'client' })
  expect(worked.differences).toEqual([
    { what: 'port', here: '587', there: '465' },
    { what: 'TLS', here: 'none', there: 'TLS 1.3' },
    { what: 'login', here: 'none', there: 'PLAIN as user' },
  ])
})

it('else that of another client on the same port', async () => {
  const other = { clientName: 'other.test', clientHello: null, remote: { host: '192.0.2.1', port: 4000 } }
  const worked = await workedLike('sbad', {
    sport: transcript('submission', delivers(startsSecurely), other),
    selse: transcript('smtps', delivers(startsImplicitly), other),
    sbad: failed,
  })
  expect(worked).toMatchObject({ session: { id: 'sport' }, same: 'port' })
})

it('none where nothing delivered, or where nothing is wrong', async () => {
  expect(await workedLike('sbad', { sfirst: failed, sbad: failed })).toBeNull()
  const good = transcript('submission', delivers(startsSecurely))
  expect(await workedLike('sgood', { sfirst: good, sgood: good })).toBeNull()
})
