import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import {
  earlierOf,
  sessionsAmong,
  sessionsIn,
  type SessionsAbout,
} from '../../src/diagnosis/earlier-sessions.ts'
import { createVerdicts } from '../../src/diagnosis/verdicts.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { StoredSessions } from '../../src/store/memory/stored-sessions.ts'
import { quits, sends, startsOnRelay } from './support/passages.ts'
import { transcript, type TranscriptOptions } from './support/transcript.ts'

const visit = (id: string, options: TranscriptOptions = {}): SessionRecord =>
  transcript('relay', `${startsOnRelay}\n${quits}`, { id, ...options })
const visits = (count: number, name = 'visit'): readonly SessionRecord[] =>
  Array.from({ length: count }, (_, index) => visit(`${name}-${index}`))
const idsOf = (records: readonly SessionRecord[]): readonly string[] => records.map(({ id }) => id).toSorted()

function stored(records: readonly SessionRecord[]): SessionsAbout {
  const stored = new StoredSessions({ maxSessions: 1_000, maxSessionBytes: 10_000_000 }, () => undefined)
  records.forEach((record) => stored.add(record))
  return sessionsIn({ listSessions: (page) => stored.list(page) })
}

describe.each([
  ['in a store', stored],
  ['in a file', sessionsAmong],
])('sessions beside one, %s', (_where, keep) => {
  test('are those of its host, on whatever port, and not itself', async () => {
    const one = visit('one')
    const port = { name: 'other', port: 2526 }
    const foreign = visit('foreign', { remote: { host: '192.0.2.1', port: 40_000 } })
    const about = keep([visit('before'), foreign, visit('elsewhere', { port }), one])
    expect(idsOf(await earlierOf(one, about))).toEqual(['before', 'elsewhere'])
  })

  test('are the latest only', async () => {
    const many = visits(100)
    const before = (await earlierOf(many.at(-1)!, keep(many))).map(({ id }) => id)
    expect(before).toContain('visit-98')
    expect(before).not.toContain('visit-50')
  })
})

test('of a session that is asked for late, those before it count, not the latest of all', async () => {
  const about = stored([...visits(3), visit('one'), ...visits(100, 'later')])
  expect(idsOf(await earlierOf(visit('one'), about))).toEqual(['visit-0', 'visit-1', 'visit-2'])
})

test('of one that goes on, the latest', async () => {
  const open = visit('open', { durationMs: null })
  expect(idsOf(await earlierOf(open, stored(visits(2))))).toEqual(['visit-0', 'visit-1'])
})

test('in a file, what came afterwards is known as well', async () => {
  const records = [visit('one'), visit('after')]
  expect(idsOf(await earlierOf(records[0]!, sessionsAmong(records)))).toEqual(['after'])
})

test('the fourth visit of a monitor is one whenever it is asked for', () => {
  const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString()
  const monitor = [0, 10, 20, 30].map((seconds) => visit(`at-${seconds}`, { startedAt: at(seconds) }))
  const mails = Array.from({ length: 100 }, (_, index) =>
    transcript('relay', `${startsOnRelay}\n${sends}\n${quits}`, { id: `mail-${index}`, startedAt: at(40) }),
  )
  const verdicts = createVerdicts({
    about: stored([...monitor, ...mails]),
    diagnose,
    context: () => ({}),
    maxRemembered: 10,
  })
  expect(verdicts.of(monitor.at(-1)!)).toMatchObject({ outcome: 'probe', findings: [] })
})

describe('the store is asked for other sessions', () => {
  const delivers = transcript('relay', `${startsOnRelay}\n${sends}\n${quits}`, { id: 'delivers' })
  const one = visit('one')
  const about = stored([visit('before'), visit('elsewhere'), delivers, one])

  /** The verdict, how often sessions were asked for, and whether the diagnosis was told of any. */
  async function judged(session: SessionRecord, ask: SessionsAbout) {
    let asked = 0
    let told: readonly string[] = []
    let made = 0
    const { of } = createVerdicts({
      about: (of, limit) => (asked++, ask(of, limit)),
      diagnose: (record, context) => {
        const { earlier = [] } = context ?? {}
        const listened = (): readonly SessionRecord[] => {
          const sessions = typeof earlier === 'function' ? earlier() : earlier
          told = idsOf(sessions)
          return sessions
        }
        const verdict = diagnose(record, { ...context, earlier: listened })
        made++
        return verdict
      },
      context: () => ({}),
      maxRemembered: 10,
    })
    const { outcome } = await of(session)
    return { outcome, asked, told, made }
  }

  test('not where the verdict rests on none', async () => {
    expect(await judged(delivers, about)).toEqual({ outcome: 'ok', asked: 0, told: [], made: 1 })
  })

  test.each<[string, (ask: SessionsAbout) => SessionsAbout]>([
    ['at once', (ask) => ask],
    [
      'later',
      (ask) =>
        async (...of) =>
          ask(...of),
    ],
  ])('once where it rests on them, and they are told, of a store that answers %s', async (_, answers) => {
    const told = ['before', 'delivers', 'elsewhere']
    expect(await judged(one, answers(about))).toMatchObject({ asked: 1, told, made: 1 })
  })
})
