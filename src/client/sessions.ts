import type { ApiSession, ApiSessionPage } from '../model/api.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { type Http, nullIfGone } from './http.ts'

/** The most that one request asks for. */
const pageSize = '200'
/** So many records are asked for at a time: a list has summaries only. */
const atOnce = 16

/** Every session's record: those that have ended, then those that go on, each oldest first. */
export async function allSessions(http: Http): Promise<readonly SessionRecord[]> {
  const ids = await sessionIds(http)
  const records: SessionRecord[] = []
  for (let from = 0; from < ids.length; from += atOnce) {
    const asked = ids
      .slice(from, from + atOnce)
      .map((id) => http.json<ApiSession>('GET', `/api/sessions/${id}`).catch(nullIfGone))
    for (const session of await Promise.all(asked)) if (session) records.push(session.record)
  }
  return records
}

async function sessionIds(http: Http): Promise<readonly string[]> {
  const ids: string[] = []
  const query = new URLSearchParams({ limit: pageSize })
  for (;;) {
    const page = await http.json<ApiSessionPage>('GET', '/api/sessions', { query })
    ids.push(...page.sessions.map(({ id }) => id))
    if (page.nextBefore === null) return ids.toReversed()
    query.set('before', page.nextBefore)
  }
}
