import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { HttpContext } from '../../src/http/context.ts'
import { OpenSessions } from '../../src/http/live/open-sessions.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { sessionRecord } from './support/session-record.ts'

/** The clock stands still but where a test moves it: here it is time that is looked at. */
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function follow() {
  const seen = {
    records: [] as SessionRecord[],
    findings: [] as Finding[],
    /** Verdicts made, and what was told of whom. */
    judged: 0,
    told: [] as string[],
    progress: () => {},
  }
  const context = {
    openSessions: () => seen.records,
    watchSessions: (listener: () => void) => {
      seen.progress = listener
      return () => {}
    },
    verdict: () => {
      seen.judged++
      return { outcome: 'ok', findings: seen.findings, client: null, tlsLibrary: null, summary: '' }
    },
  } as unknown as HttpContext
  const tell = (text: string) => {
    const { id, user } = JSON.parse(text.slice(text.indexOf('{')))
    seen.told.push(`${id} ${user}`)
  }
  const sessions = new OpenSessions(context, tell, (error) => expect.fail(String(error)))
  sessions.start()
  return seen
}

const open = (id: string, more: Partial<SessionRecord> = {}) =>
  sessionRecord(id, { durationMs: null, close: null, firstByteMs: 1, ...more })

it('tells one that comes further with each message once a second, and one that is new at once', async () => {
  const seen = follow()
  seen.records = [open('s1', { user: 'a' })]
  await vi.advanceTimersByTimeAsync(250)
  expect(seen.told).toEqual(['s1 a'])
  for (let n = 1; n <= 36; n++) {
    seen.records = [open('s1', { user: `a${n}`, bytesIn: n }), ...(n > 20 ? [open('s2', { user: 'b' })] : [])]
    seen.progress()
    await vi.advanceTimersByTimeAsync(50)
  }
  // In 1.8 seconds: when it has been told for one, and no sooner for the sake of the other.
  expect(seen.told.filter((told) => told.startsWith('s1'))).toHaveLength(2)
  expect(seen.told.filter((told) => told.startsWith('s2'))).toEqual(['s2 b'])
  // What came last is told as well, though nothing comes any more.
  await vi.advanceTimersByTimeAsync(1500)
  expect(seen.told.at(-1)).toBe('s1 a36')
  expect(seen.judged).toBe(4)
})

it('judges none again that has not come further', async () => {
  const seen = follow()
  seen.records = Array.from({ length: 20 }, (_, n) => open(`s${n}`, { user: 'a' }))
  await vi.advanceTimersByTimeAsync(250)
  expect(seen.judged).toBe(20)
  for (let n = 1; n <= 5; n++) {
    seen.records = [open('s0', { user: `a${n}`, bytesIn: n }), ...seen.records.slice(1)]
    seen.progress()
    await vi.advanceTimersByTimeAsync(2000)
  }
  expect(seen.judged).toBe(25)
})

it('tells one with a finding anew each second, and looks at one that is silent', async () => {
  const seen = follow()
  seen.findings = [{ id: 'idle-timeout', severity: 'error', saw: '' } as unknown as Finding]
  seen.records = [open('s1', { user: 'a' })]
  await vi.advanceTimersByTimeAsync(4500)
  expect(seen.told.length).toBeGreaterThanOrEqual(4)
  seen.findings = []
  seen.records = [open('s2', { user: 'b', firstByteMs: null })]
  seen.progress()
  await vi.advanceTimersByTimeAsync(1500)
  const before = seen.judged
  seen.findings = [{ id: 'idle-timeout', severity: 'error', saw: '' } as unknown as Finding]
  await vi.advanceTimersByTimeAsync(1500)
  expect(seen.judged).toBeGreaterThan(before)
  expect(seen.told.filter((told) => told === 's2 b').length).toBeGreaterThan(1)
})
