import { describe, it } from 'vitest'
import { patternOf } from '../../src/faults/pattern.ts'
import { expectLinear, type MakeWork } from './support/growth.ts'

const fits =
  (pattern: (size: number) => string, text: (size: number) => string): MakeWork =>
  (size) => {
    const isMeant = patternOf(pattern(size))
    const address = text(size)
    return () => isMeant(address)
  }

describe('the work for a pattern grows with the address and no faster', () => {
  it.each<[string, MakeWork]>([
    [
      'many stars',
      fits(
        () => '*a*a*a*a*a*a*a*a*a*a*a*a*b',
        (n) => 'a'.repeat(n),
      ),
    ],
    [
      'as many stars as letters',
      fits(
        (n) => 'a*'.repeat(n / 2) + 'b*',
        (n) => 'a'.repeat(n),
      ),
    ],
    [
      'stars alone',
      fits(
        (n) => '*'.repeat(n),
        (n) => 'a'.repeat(n),
      ),
    ],
  ])('%s', (_, make) => expectLinear(make))
})
