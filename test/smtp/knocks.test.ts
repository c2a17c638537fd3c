import { describe, expect, it } from 'vitest'
import { Knocks } from '../../src/protocol/stages/knocks.ts'

describe('a greeting is held', () => {
  it.each([
    ['150 ms for one that spoke at once', 0.4, 150],
    ['150 ms for one that was slow on a busy machine', 20, 150],
    ['longer for one that takes its time, as Java does', 140, 560],
    ['never longer than is right for the slowest', 450, 600],
  ])('%s', (_says, helloMs, holdMs) => {
    const knocks = new Knocks()
    knocks.remember('::1', 1000, helloMs)
    expect(knocks.take('::1', 2000)).toBe(holdMs)
  })

  it('once', () => {
    const knocks = new Knocks()
    knocks.remember('::1', 0, 1)
    knocks.take('::1', 1)
    expect(knocks.take('::1', 2)).toBeNull()
  })

  it('for the peer that knocked, not for another', () => {
    const knocks = new Knocks()
    knocks.remember('::1', 0, 1)
    expect(knocks.take('127.0.0.1', 1)).toBeNull()
  })

  it('no longer after two minutes', () => {
    const knocks = new Knocks()
    knocks.remember('::1', 0, 1)
    expect(knocks.take('::1', 120_000)).toBeNull()
  })
})
