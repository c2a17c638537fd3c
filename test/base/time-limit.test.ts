import { expect, it } from 'vitest'
import { limitedBy } from '../../src/base/time-limit.ts'

it('a limit is for as many as wait, without a warning of a leak', async () => {
  const warnings: string[] = []
  const warned = ({ name }: Error): number => warnings.push(name)
  process.on('warning', warned)
  try {
    const limit = limitedBy(60_000, new AbortController().signal)
    for (let n = 0; n < 20; n++) limit.addEventListener('abort', () => undefined)
    // Warnings come in a later turn of the loop.
    await new Promise((later) => setImmediate(later))
    expect(warnings).toEqual([])
  } finally {
    process.off('warning', warned)
  }
})

it('a limit ends when the signal does, by its reason', () => {
  const outer = new AbortController()
  const limit = limitedBy(60_000, outer.signal)
  outer.abort(new Error('enough'))
  expect(limit.reason).toEqual(new Error('enough'))
})
