import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { ehloStarttls, greeting, quits, startsOnRelay } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const idsOf = (record: SessionRecord, earlier: readonly SessionRecord[] = []): readonly string[] =>
  diagnose(record, { earlier }).findings.map(({ id }) => id)

describe('what rests on time is not said of a session in which the server itself was late', () => {
  test('that a client left before the answer to its message: it may have ended its side at once, and read on', () => {
    const text = `${startsOnRelay}\nC: MAIL FROM:<a@b.test>\nS: 250 2.1.0 OK\nC: RCPT TO:<c@b.test>\nS: 250 2.1.5 OK\nC: DATA\nS: 354 Go\ndata 300\nmessage\nafter 300\nclose client fin\nS: 250 2.6.0 Kept`
    expect(idsOf(transcript('relay', text))).toEqual(['left-before-reply'])
    expect(idsOf(transcript('relay', text, { lateMs: 280 }))).toEqual([])
  })

  test('that a client took the hint for a greeting, by when it left', () => {
    const leaves = (afterMs: number, lateMs?: number) =>
      diagnose(
        transcript(
          'smtps',
          `after 3000\nhint This port speaks TLS from the first byte\nS: 421 4.7.0 No\nafter ${afterMs}\nclose client fin`,
          lateMs === undefined ? {} : { lateMs },
        ),
      ).findings[0]
    expect(leaves(10)).toMatchObject({
      confidence: 'certain',
      saw: expect.stringMatching(/closed the connection \d+ ms after our plaintext hint\.$/),
    })
    // A health check that holds its connection for five seconds.
    expect(leaves(2_000)).toMatchObject({
      confidence: 'likely',
      saw: expect.stringMatching(/, then closed the connection\.$/),
    })
    expect(leaves(400, 600)?.confidence).toBe('likely')
  })

  test('that a slow client is slow', () => {
    const late = (lateMs?: number) =>
      diagnose(
        transcript(
          'smtps',
          'after 3000\nhint This port speaks TLS\nS: 421 4.7.0 No\nafter 500\nfirst-bytes tls 0x16030100dc01\nhello sni=localhost\nclose server fin',
          lateMs === undefined ? {} : { lateMs },
        ),
      ).findings[0]
    expect(late()?.why).toContain('It was slow')
    expect(late(800)).toMatchObject({
      id: 'hint-before-client-hello',
      why: expect.stringContaining('This server was busy itself for 800 ms of that time'),
    })
    expect(late(800)?.why).not.toContain('It was slow')
  })

  test('that a connection was idle', () => {
    const idle = (lateMs?: number) =>
      diagnose(
        transcript(
          'submission',
          `${greeting}\n${ehloStarttls}\nafter 900\n${quits}`,
          lateMs === undefined ? {} : { lateMs },
        ),
      )
    expect(idle().summary).toBe('Probe: a greeting and an idle connection')
    expect(idle(600)).toMatchObject({ findings: [], summary: 'Probe: a greeting and nothing more' })
  })
})

test('a client is no monitor because the server was late in other sessions of its host', () => {
  const visit = (atMs: number, lateMs?: number): SessionRecord =>
    transcript('submission', `${greeting}\n${ehloStarttls}\n${quits}`, {
      id: `session-${atMs}`,
      startedAt: new Date(Date.parse('2026-06-01T10:00:00.000Z') + atMs).toISOString(),
      ...(lateMs !== undefined && { lateMs }),
    })
  const retries = [0, 5_000, 13_000].map((atMs) => visit(atMs))
  const others = [20_000, 21_000].map((atMs) =>
    transcript('relay', `${greeting}\n${quits}`, { id: `other-${atMs}`, lateMs: 4_000 }),
  )
  expect(idsOf(visit(20_000), retries)).toEqual(['login-impossible-without-starttls'])
  expect(idsOf(visit(20_000), [...retries, ...others])).toEqual(['login-impossible-without-starttls'])
})
