import { expect, it } from 'vitest'
import { didYouMean, nearest } from '../../src/base/suggest.ts'

it.each([
  ['sinse', ['since', 'inbox'], 'since'],
  ['sizeLimit', ['sizeLimitBytes', 'maxMessages'], 'sizeLimitBytes'],
  ['SIZE-LIMIT', ['sizeLimit'], 'sizeLimit'],
])('by %j the nearest of %j is meant', (typed, names, meant) => {
  expect(nearest(typed, names)).toBe(meant)
})

it.each([
  ['__proto__', ['to']],
  ['--x--', ['to']],
  ['____', ['to', 'id']],
  ['foo', []],
])('by %j none of %j is meant: what does not count makes no name longer either', (typed, names) => {
  expect(nearest(typed, names)).toBeUndefined()
  expect(didYouMean(typed, names)).toBe('')
})
