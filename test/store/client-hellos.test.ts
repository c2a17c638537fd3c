import { describe, expect, it } from 'vitest'
import type { ClientHelloObserved } from '../../src/model/observation.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import type { ClientHello } from '../../src/model/tls-facts.ts'
import { StoredSessions } from '../../src/store/memory/stored-sessions.ts'
import { sessionRecord } from './store-under-test.ts'

describe('a ClientHello in the record of a session', () => {
  it('is in its place however many sessions have ended since', () => {
    const sessions = new StoredSessions({ maxSessions: 1_000, maxSessionBytes: 10_000_000 }, () => undefined)
    const [one, other] = [helloTo('one.test'), helloTo('other.test')]
    const records = [
      recordOf('s-1', other, one, other, other),
      recordOf('s-2', null, one),
      recordOf('s-3', other),
      recordOf('s-4', other, structuredClone(other)),
    ]
    const expected = records.map((record) => JSON.stringify(record))
    for (const record of records) sessions.add(record)
    for (let n = 5; n <= 200; n++) sessions.add(sessionRecord(`s-${n}`))
    expect(records.map(({ id }) => JSON.stringify(sessions.get(id)))).toEqual(expected)
  })

  it('counts among the bytes that are kept', () => {
    const sessions = new StoredSessions({ maxSessions: 1_000, maxSessionBytes: 25_000 }, () => undefined)
    for (let n = 1; n <= 5; n++) {
      const hello = { ...helloTo('one.test'), ja4ro: 'x'.repeat(5_000) }
      sessions.add(recordOf(`s-${n}`, hello, hello))
    }
    expect(sessions.list({}).map(({ id }) => id)).toEqual(['s-5', 's-4'])
  })
})

function recordOf(id: string, clientHello: ClientHello | null, ...said: ClientHello[]): SessionRecord {
  return { ...sessionRecord(id, said.map(observed)), clientHello }
}

function observed(hello: ClientHello, before: number): ClientHelloObserved {
  return { kind: 'client-hello', hello, expected: true, n: before + 1, atMs: 0 }
}

function helloTo(sni: string): ClientHello {
  return { recordVersion: 'TLSv1.0', versions: ['TLSv1.3', 'TLSv1.2'], sni, alpn: [] }
}
