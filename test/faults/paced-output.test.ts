import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PacedOutput } from '../../src/net/paced-output.ts'

/** What went out, each write with the time of its clock; the timers come when the test lets them. */
function output(everyMs: number, bytes = 1) {
  const sent: string[] = []
  const clock = { nowMs: 0, elapsedMs: () => clock.nowMs }
  const paced = new PacedOutput(
    { bytes, everyMs },
    (octets) => void sent.push(`${clock.nowMs} ${octets.toString()}`),
    clock,
  )
  /** The next timer comes, late by so much. */
  const turn = (lateMs = 0): void => {
    clock.nowMs += everyMs + lateMs
    vi.advanceTimersToNextTimer()
  }
  return { sent, paced, turn }
}

describe('output that is paced', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('goes out a piece at a time', () => {
    const { sent, paced, turn } = output(2, 2)
    paced.write('abcde')
    turn()
    turn()
    expect(sent).toEqual(['0 ab', '2 cd', '4 e'])
  })

  it('is no later than the clock where a timer was late: each piece that is due is a write of its own', () => {
    const { sent, paced, turn } = output(2)
    paced.write('abcdef')
    turn(6)
    turn()
    expect(sent).toEqual(['0 a', '8 b', '8 c', '8 d', '8 e', '10 f'])
  })

  it('makes nothing up for the time in which there was nothing to write', () => {
    const { sent, paced, turn } = output(2)
    paced.write('a')
    turn(100)
    paced.write('bc')
    turn()
    expect(sent).toEqual(['0 a', '102 b', '104 c'])
  })

  it('is no torrent after a long sleep', () => {
    const { sent, paced, turn } = output(2)
    paced.write('x'.repeat(1000))
    turn(60_000)
    expect(sent).toHaveLength(65)
    vi.runAllTimers()
    expect(sent).toHaveLength(1000)
  })
})
