import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PendingReviews, type Review } from '../../src/diagnosis/reviews.ts'
import type { Verdict } from '../../src/model/finding.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { transcript } from './support/transcript.ts'

const unused = {
  outcome: 'findings',
  summary: 'Left after EHLO',
  findings: [{ id: 'login-not-tried', severity: 'warning' }],
} as unknown as Verdict

const session = (id: string, more: Partial<SessionRecord> = {}): SessionRecord => ({
  ...transcript('submission', 'S: 220 fourport\nC: EHLO app.example\nS: 250 fourport\nclose client fin'),
  id,
  ...more,
})

/** Reviews beside one session that goes on; the time stands still but where a test moves it. */
function reviewed(verdict: () => Verdict | Promise<Verdict> = () => unused) {
  const open = [session('open', { durationMs: null })]
  const errors: unknown[] = []
  const reviews = new PendingReviews({
    verdict,
    openSessions: () => open,
    onError: (error) => errors.push(error),
  })
  const announced: Review[] = []
  reviews.watch((review) => announced.push(review))
  return { reviews, open, errors, announced }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a session that others can still change is announced by a review, and any more of them at once', () => {
  const { reviews } = reviewed()
  const all = Array.from({ length: 40 }, (_, at) => session(`s${at}`))
  for (const one of all) reviews.ended(one)
  const pending = all.filter((one) => reviews.isPending(one))
  expect(pending.length).toBeGreaterThan(0)
  // The verdict of each other one is there at once.
  for (const one of all) expect(reviews.settled(one) === unused).toBe(!pending.includes(one))
})

it('what was announced as it stood is pending no more', async () => {
  const { reviews, announced } = reviewed()
  reviews.ended(session('s'))
  expect(reviews.isPending(session('s'))).toBe(true)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(announced.map((review) => review.session.id)).toEqual(['s'])
  expect(reviews.isPending(session('s'))).toBe(false)
})

it('a verdict that fails ends the wait for it', async () => {
  let fails = false
  const { reviews, errors } = reviewed(() => (fails ? Promise.reject(new Error('store gone')) : unused))
  const waiting = Promise.resolve(reviews.settled(session('s'))).catch((error: Error) => error.message)
  fails = true
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await waiting).toBe('store gone')
  expect(reviews.isPending(session('s'))).toBe(false)
  expect(errors).toEqual([])
})

it('a caller whose time is up gets the verdict as it stands', async () => {
  const { reviews } = reviewed()
  const limit = new AbortController()
  const waiting = reviews.settled(session('s'), limit.signal)
  limit.abort()
  expect(await waiting).toBe(unused)
  expect(reviews.isPending(session('s'))).toBe(true)
})

it('a session that ends while others are looked at is looked at too', async () => {
  const late: (() => void)[] = []
  const { reviews, open, announced } = reviewed(
    () => new Promise((resolve) => late.push(() => resolve(unused))),
  )
  const answer = async (): Promise<void> => {
    for (const one of late.splice(0)) one()
    await vi.advanceTimersByTimeAsync(0)
  }
  reviews.ended(session('s'))
  await answer()
  reviews.ended(session('other', { messages: ['m'] }))
  // It looks, and waits for the verdict; the last open session ends meanwhile.
  await vi.advanceTimersByTimeAsync(30)
  const [last] = open.splice(0)
  reviews.ended({ ...last!, durationMs: 5, messages: ['m'] })
  open.push(session('open', { durationMs: null }))
  await answer()
  open.splice(0)
  await vi.advanceTimersByTimeAsync(1_000)
  await answer()
  expect(announced.map((review) => review.session.id)).toEqual(['s'])
})

const opened = (id: string, text: string): SessionRecord => ({
  ...transcript('submission', `${text}\nclose server fin`),
  id,
  durationMs: 5,
})

it('what comes right after another protocol from the same host is announced once the scan is proven', async () => {
  const scan = { outcome: 'probe', summary: 'Probe: a scan, 3 sessions', findings: [] } as unknown as Verdict
  let isProven = false
  const { reviews, open, announced } = reviewed(() => (isProven ? scan : unused))
  open.splice(0)
  const http = opened('http', 'first-bytes http GET / HTTP/1.0')
  reviews.ended(opened('rtsp', 'first-bytes rtsp OPTIONS / RTSP/1.0'))
  reviews.ended(http)
  expect(reviews.isPending(http)).toBe(true)
  isProven = true
  reviews.ended(opened('other', 'first-bytes other 0x80340100'))
  await vi.advanceTimersByTimeAsync(100)
  expect(announced).toMatchObject([{ session: { id: 'http' }, verdict: scan }])
})

it('and as it stands after two seconds, once, where nothing proves it', async () => {
  const { reviews, open, announced } = reviewed()
  open.splice(0)
  const http = opened('http', 'first-bytes http GET / HTTP/1.0')
  reviews.ended(opened('rtsp', 'first-bytes rtsp OPTIONS / RTSP/1.0'))
  reviews.ended(http)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(announced.map((review) => review.session.id)).toEqual(['http'])
  expect(reviews.isPending(http)).toBe(false)
  expect(reviews.settled(http)).toBe(unused)
})

it('what is pending when it is closed is announced as it stands, and nothing is asked for after that', async () => {
  let asked = 0
  const { reviews, announced } = reviewed(() => (asked++, unused))
  reviews.ended(session('s'))
  const waiting = reviews.settled(session('s'))
  expect(waiting).toBeInstanceOf(Promise)
  // A look is about to begin.
  reviews.ended(session('other', { messages: ['m'] }))
  await reviews.close()
  expect(await waiting).toBe(unused)
  expect(announced.map((review) => review.session.id)).toEqual(['s'])
  const before = asked
  reviews.ended(session('late'))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toBe(before)
})

it('a verdict that is being made when it is closed is waited for', async () => {
  const late: (() => void)[] = []
  const { reviews } = reviewed(() => new Promise((resolve) => late.push(() => resolve(unused))))
  reviews.ended(session('s'))
  let isClosed = false
  const closing = reviews.close().then(() => (isClosed = true))
  await vi.advanceTimersByTimeAsync(100)
  expect(isClosed).toBe(false)
  for (const one of late.splice(0)) one()
  await closing
  expect(late).toEqual([])
})
