import { describe, it } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { explainFailedWait } from '../../src/diagnosis/failed-wait.ts'
import { covers } from '../../src/diagnosis/host-names.ts'
import { decidedFindings, isAtRest, momentOf } from '../../src/diagnosis/open-session.ts'
import { clean } from '../../src/diagnosis/quote.ts'
import { allSnippets } from '../../src/diagnosis/snippets.ts'
import { tlsStackOf } from '../../src/diagnosis/stacks/tls-stack.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import type { ClientHello } from '../../src/model/tls-facts.ts'
import { expectLinear, type MakeWork, mostItems } from './support/growth.ts'
import { command, recordOf, reply, type Seen } from './support/record-of.ts'

const list = <Item>(size: number, make: (at: number) => Item): Item[] =>
  Array.from({ length: size }, (_, at) => make(at))

const visit: readonly Seen[] = [
  reply(220),
  command('EHLO client.test'),
  reply(250),
  command('QUIT'),
  reply(221),
]

/** A session of the same host, so many minutes before. */
const before = (minutes: number, seen: readonly Seen[], more: Partial<SessionRecord> = {}): SessionRecord =>
  recordOf(seen, {
    id: `s-${minutes}`,
    startedAt: new Date(Date.UTC(2026, 2, 1, 12) - minutes * 60_000).toISOString(),
    ...more,
  })

/** The verdict beside earlier sessions, which are new each time: what was found out about one is remembered. */
const beside =
  (seen: readonly Seen[], earlier: (size: number) => readonly SessionRecord[]): MakeWork =>
  (size) => {
    const known = earlier(size)
    return () => diagnose(recordOf(seen), { earlier: known.map((record) => ({ ...record })) })
  }

const hello = (types: string): ClientHello =>
  ({
    versions: ['TLSv1.3'],
    sni: null,
    groups: [],
    recordVersion: 'TLSv1.0',
    ja4: 't13d_x_y',
    ja4r: `t13d_${types}_${types}`,
    ja4ro: `t13d_${types}_${types}`,
  }) as unknown as ClientHello

const fingerprint =
  (types: (size: number) => string): MakeWork =>
  (size) => {
    const one = hello(types(size))
    return () => tlsStackOf({ ...one })
  }

const finding: Finding = {
  id: 'x',
  severity: 'error',
  saw: 'x',
  why: 'x',
  fix: 'x',
  snippets: [],
  evidence: [],
} as unknown as Finding

const failedWait: MakeWork = (size) => {
  const sessions = list(size, (at) => recordOf(visit, { id: `s${at}` }))
  const text = '\u202e\0'.repeat(size / 2)
  const miss = { message: { id: 'm', origin: { profile: 'relay' } }, subject: text, differs: [text] }
  const verdict = { outcome: 'findings', summary: 'x', client: null, tlsLibrary: null, findings: [] } as const
  return () =>
    explainFailedWait(
      { expected: 'a message', waitedMs: 1, nearMisses: [miss], sessions, earlierSessions: sessions },
      ({ id }) => ({ ...verdict, findings: [{ ...finding, id }] }),
    )
}

const openSession: MakeWork = (size) => {
  const record = recordOf(list(size, () => visit).flat(), { close: null, durationMs: null, user: 'u' })
  const evidence = record.entries.map(({ n }) => n)
  return async () => [
    momentOf({ ...finding, evidence }, record),
    isAtRest(record),
    await decidedFindings(record, (session) => diagnose(session)),
  ]
}

const names: MakeWork = (size) => {
  const given = list(size, (at) => `*.${'a.'.repeat(9)}${at}.test`)
  const leaf = { names: given, caFile: null } as unknown as NonNullable<SessionRecord['leaf']>
  const record = recordOf(visit, { leaf, clientHello: { ...hello(''), sni: 'b.test' } })
  return () => [covers(given, 'b.test'), allSnippets('ca-not-trusted', record, null), diagnose({ ...record })]
}

describe('the work to tell who a client is grows with what is known of it and no faster', () => {
  it.each<[string, MakeWork]>([
    ['cipher suites', fingerprint((n) => '1301,'.repeat(n / 5))],
    ['a ClientHello of commas', fingerprint((n) => ','.repeat(n))],
    ['extensions of Go, again and again', fingerprint((n) => 'ff01,0017,'.repeat(n / 10))],
    [
      'a quotation',
      (n) => {
        const text = '\0'.repeat(n)
        return () => clean(text, Infinity)
      },
    ],
  ])('%s', async (_, make) => expectLinear(make), 60_000)

  it.each<[string, MakeWork]>([
    ['visits of a monitor', beside(visit, (n) => list(n, (at) => before(5 * (at + 1), visit)))],
    [
      'one long session before',
      beside(visit, (n) => [1, 2, 3, 4].map((at) => before(5 * at, list(n, () => visit).flat()))),
    ],
    [
      'sessions that deliver beside it',
      beside(visit, (n) => list(n, (at) => before(at, visit, { messages: ['m'], durationMs: 1e9 }))),
    ],
    ['a wait that failed', failedWait],
    ['a session that goes on', openSession],
    ['names of a certificate', names],
  ])('%s', async (_, make) => expectLinear(make, mostItems), 60_000)
})
