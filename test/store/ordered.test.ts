import { expect, test, vi } from 'vitest'
import { OrderedList } from '../../src/store/memory/ordered.ts'
import { StoredSessions } from '../../src/store/memory/stored-sessions.ts'
import { transcript } from '../diagnosis/support/transcript.ts'
import { quits, startsOnRelay } from '../diagnosis/support/passages.ts'

const numbers = (items: readonly { readonly seq: number }[]): readonly number[] => items.map(({ seq }) => seq)

test('the latest of a list come newest first, without those that were removed, below a number, no more than asked for', () => {
  const list = new OrderedList<{ readonly seq: number }>()
  for (let seq = 1; seq <= 10; seq++) list.push({ seq })
  for (const seq of [1, 9, 4]) list.remove(seq)
  expect(numbers(list.latest(3))).toEqual([10, 8, 7])
  expect(numbers(list.latest(3, 7))).toEqual([6, 5, 3])
  expect(numbers(list.latest(Infinity, 6))).toEqual([5, 3, 2])
  expect(numbers(list.latest(Infinity))).toEqual([10, 8, 7, 6, 5, 3, 2])
  expect(list.latest(0)).toEqual([])
})

test('a page of sessions costs a page, however many are kept', () => {
  const stored = new StoredSessions({ maxSessions: 10_000, maxSessionBytes: 100_000_000 }, () => undefined)
  const record = transcript('relay', `${startsOnRelay}\n${quits}`)
  for (let count = 0; count < 2_000; count++) stored.add({ ...record, id: `s${count}` })
  const slice = vi.spyOn(Array.prototype, 'slice')
  const page = stored.list({ limit: 40 })
  const longest = Math.max(0, ...slice.mock.results.map(({ value }) => (value as unknown[]).length))
  slice.mockRestore()
  expect(page).toHaveLength(40)
  expect(longest).toBeLessThanOrEqual(40)
})
