import { expect, it } from 'vitest'
import { FourportError } from '../../src/base/errors.ts'
import { streamList } from '../../src/http/stream-list.ts'

const kibibyte = 'x'.repeat(1024)
const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at)

/** A list of items of 1 KiB, and how many of them were made. */
function listOf(count: number, maxBytes = Infinity): { made: number[]; answer: Promise<Response> } {
  const made: number[] = []
  const answer = streamList({
    head: '{"items":[',
    given: numbers(count),
    make: async (at) => {
      made.push(at)
      if (at % 10 === 9) throw new FourportError('MESSAGE_GONE', 'It has left the store.')
      return JSON.stringify({ at, kibibyte })
    },
    tail: (there) => `],"count":${there}}`,
    maxBytes,
  })
  return { made, answer }
}

it.each([0, 1, 9, 20, 500])(
  'a list of %i items is all there, without those that have left the store',
  async (count) => {
    const body = (await (await listOf(count).answer).json()) as { items: { at: number }[]; count: number }
    const there = numbers(count).filter((at) => at % 10 !== 9)
    expect(body.items.map(({ at }) => at)).toEqual(there)
    expect(body.count).toBe(there.length)
  },
)

it('no more is made than its client reads, and nothing when it has left', async () => {
  const { made, answer } = listOf(2_000)
  const response = await answer
  const reader = response.body!.getReader()
  const atFirst = made.length
  // Two blocks, to see that there is more than one.
  expect(atFirst).toBeLessThan(160)
  for (let block = 0; block < 6; block++) {
    const { value } = await reader.read()
    expect(value!.length).toBeLessThanOrEqual(64 * 1024)
  }
  expect(made.length).toBeGreaterThan(atFirst)
  expect(made.length).toBeLessThan(480)
  const before = made.length
  await reader.cancel()
  expect(made).toHaveLength(before)
})

it('it ends where it may have no more', async () => {
  const body = (await (await listOf(500, 100 * 1024).answer).json()) as { items: unknown[]; count: number }
  expect(body.items).toHaveLength(body.count)
  expect(body.count).toBeLessThan(110)
})

it('what cannot be made at first is no answer, and later ends it before its end', async () => {
  const failing = (from: number): Promise<Response> =>
    streamList({
      head: '[',
      given: numbers(500),
      make: async (at) => {
        if (at >= from) throw new Error('broken')
        return JSON.stringify(kibibyte)
      },
      tail: () => ']',
    })
  await expect(failing(0)).rejects.toThrow('broken')
  await expect((await failing(400)).text()).rejects.toThrow('broken')
})
