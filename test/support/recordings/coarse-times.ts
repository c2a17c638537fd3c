import type { SessionRecord } from '../../../src/model/session-record.ts'

/** The day of all recordings. */
const startMs = Date.parse('2026-06-01T12:00:00.000Z')
const hourMs = 3_600_000

/**
 * The times of the sessions of one client, as coarse as the diagnosis reads them: what passed between two events
 * without a word is told in steps. Dates of certificates keep their distance from the session, in hours.
 *
 * @param upTo - Gaps up to this count for nothing, in milliseconds
 */
export function coarseTimes(sessions: readonly SessionRecord[], upTo: number): SessionRecord[] {
  const first = Math.min(...sessions.map(({ startedAt }) => Date.parse(startedAt)))
  return sessions.map((session) => {
    const at = coarseOf(session, upTo)
    const began = Date.parse(session.startedAt)
    const date = (text: string): string =>
      iso(startMs + Math.round((Date.parse(text) - began) / hourMs) * hourMs)
    const { leaf, close, durationMs, firstByteMs } = session
    return {
      ...session,
      startedAt: iso(startMs + coarse(began - first, upTo)),
      durationMs: durationMs === null ? null : at(durationMs),
      firstByteMs: firstByteMs === null ? null : at(firstByteMs),
      close: close && { ...close, atMs: at(close.atMs) },
      leaf: leaf && { ...leaf, notBefore: date(leaf.notBefore), notAfter: date(leaf.notAfter) },
      entries: session.entries.map((entry) => {
        const timed = { ...entry, atMs: at(entry.atMs) }
        return timed.kind === 'server' ? { ...timed, text: coarseText(timed.text) } : timed
      }),
    }
  })
}

/** Each step ends where the diagnosis draws a line: between a client that gives up at once, one that waits, and one that has been forgotten. */
function coarse(gapMs: number, upTo: number): number {
  if (gapMs <= upTo || gapMs <= 50) return 0
  if (gapMs <= 700) return 100
  if (gapMs <= 900) return 800
  if (gapMs <= 2_000) return 1_000
  if (gapMs <= 4_500) return 3_000
  return Math.round(gapMs / 5_000) * 5_000
}

/** Each time of a session with the coarse time that takes its place, gap by gap. */
function coarseOf(session: SessionRecord, upTo: number): (ms: number) => number {
  const { entries, close, durationMs, firstByteMs } = session
  const moments = [...entries.map(({ atMs }) => atMs), close?.atMs, durationMs, firstByteMs]
  const places = new Map<number, number>()
  let last = 0
  let place = 0
  for (const moment of moments.filter((one) => typeof one === 'number').sort((a, b) => a - b)) {
    place += coarse(moment - last, upTo)
    last = moment
    places.set(moment, place)
  }
  return (ms) => places.get(ms) ?? ms
}

/** "for 101 ms of 181", of a time that is measured, and 600 at most. */
const coarseText = (text: string): string =>
  text.replace(/\b(\d+) ms of \d+\b/, (_all, ms) => `${coarse(Number(ms), 0)} ms of 600`)

const iso = (ms: number): string => new Date(ms).toISOString()
