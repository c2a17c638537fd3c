import { expect, it } from 'vitest'
import { listOf, suggestion } from '../../src/base/suggest.ts'

const many = Array.from({ length: 40 }, (_, index) => `name-${index}`)

it('a list names all of a few, and of many the nearest with the number of the others', () => {
  expect(listOf(['a', 'b', 'c'])).toBe('a, b and c')
  expect(listOf(many)).toMatch(/^name-0, .*, name-11 and 28 more$/)
  expect(listOf(many, 'name-39')).toMatch(/name-39 and 28 more$/)
})

it('a suggestion is the name meant, and which there are', () => {
  expect(suggestion('srve', ['serve', 'ca'])).toBe('Did you mean serve? There are serve and ca.')
  expect(suggestion('zzz', ['serve', 'ca'])).toBe('There are serve and ca.')
})

it('a list costs little however long the name is that was typed', () => {
  expect(listOf(many, 'x'.repeat(10_000_000))).toMatch(/ and 28 more$/)
})
