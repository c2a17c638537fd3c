import { describe, expect, it } from 'vitest'
import { memoryBudget, type MemoryLimits, memoryLimits } from '../../src/options/memory-budget.ts'
import { limitInWords } from '../../src/options/fit-memory.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'

const MiB = 1024 ** 2
const limits = (heap: number, whole: number, processKind: MemoryLimits['processKind'] = 'container') => ({
  heapBytes: heap * MiB,
  processBytes: whole * MiB,
  processKind,
})
const resolve = (values: object, given: MemoryLimits) =>
  resolveOptions([{ source: 'command line', values }], 'command', given)

describe('the limits of the process', () => {
  it.each([
    ['0, where the system does not know', 0],
    ['the largest number there is, without a limit', 18_446_744_073_709_552_000],
  ])('are the machine’s where the container’s is %s', (_what, constrained) => {
    expect(memoryLimits(4144 * MiB, constrained).processKind).toBe('machine')
  })

  it('are the container’s where that has less than the machine', () => {
    expect(memoryLimits(4144 * MiB, 256 * MiB)).toMatchObject({
      processBytes: 256 * MiB,
      processKind: 'container',
    })
  })

  it('leave V8’s young generation out, but never all', () => {
    const { heapBytes } = memoryLimits(8 * MiB, 0)
    expect(heapBytes).toBe(2 * MiB)
  })
})

describe('what may be kept', () => {
  it('is the defaults where memory is no question', async () => {
    const options = await resolve({}, limits(4096, 24_000, 'machine'))
    expect(options).toMatchObject({
      sizeLimitBytes: 25 * MiB,
      maxMessages: 50_000,
      maxMessageBytes: 256 * MiB,
      inFlightLimitBytes: 128 * MiB,
      maxSessionBytes: 64 * MiB,
      warnings: [],
      memory: { isBound: false, maxStreamBytes: 32 * MiB },
    })
  })

  it.each([
    ['a container of 256 MiB', limits(211, 256)],
    ['a machine of 512 MiB', limits(211, 512, 'machine')],
    ['a heap of 64 MiB', limits(64, 24_000, 'machine')],
  ])('is what %s has room for', async (words, given) => {
    const options = await resolve({}, given)
    const { memory } = options
    expect(limitInWords(memory)).toBe(words)
    expect([memory.isBound, options.warnings]).toEqual([true, []])
    expect(options.maxSessionBytes).toBeLessThan(64 * MiB)
    expect(options.sizeLimitBytes).toBe(25 * MiB)
  })

  it('leaves room in every surroundings: nothing adds up to more than there is', () => {
    for (const heap of [48, 64, 100, 211, 476, 4096]) {
      for (const whole of [192, 256, 300, 512, 1024, 24_000]) {
        const { parser, ...budget } = memoryBudget(limits(heap, whole))
        const { maxMessageBytes, inFlightLimitBytes, maxStreamBytes, maxIdleBlockBytes } = budget
        const outside = maxMessageBytes + inFlightLimitBytes + maxStreamBytes + maxIdleBlockBytes
        const { maxParsedBytes, maxTextBytes, maxHeaderBytes } = parser
        const inside = budget.maxSessionBytes + maxParsedBytes + maxTextBytes + maxHeaderBytes
        expect(outside).toBeLessThanOrEqual(budget.room.outsideBytes)
        expect(inside + 420 * budget.maxMessages).toBeLessThanOrEqual(budget.room.insideBytes)
        expect(Math.min(outside, inside, budget.maxMessages, budget.maxVerdicts)).toBeGreaterThan(0)
      }
    }
  })

  it('lets SIZE follow where no message of 25 MiB has room', async () => {
    const { sizeLimitBytes, maxMessageBytes, inFlightLimitBytes } = await resolve({}, limits(211, 128))
    expect(sizeLimitBytes).toBeLessThanOrEqual(Math.min(maxMessageBytes, inFlightLimitBytes))
    expect(sizeLimitBytes).toBeGreaterThan(MiB)
  })
})

describe('an option that is set', () => {
  it('wins, and draws a warning where it is more than there is room for', async () => {
    const options = await resolve({ maxMessageBytes: '512MB' }, limits(211, 256))
    expect(options.maxMessageBytes).toBe(512 * MiB)
    expect(options.warnings).toEqual([
      '--max-message-bytes is 512 MiB, but a container of 256 MiB has room for only 51 MiB: when it is full, the system may kill the process.',
    ])
  })

  it('draws none where there is room, also above the default', async () => {
    const values = { maxMessageBytes: '1GB', maxMessages: 200_000 }
    expect((await resolve(values, limits(4096, 24_000))).warnings).toEqual([])
  })

  it('of SIZE gets its room, and is told of', async () => {
    const options = await resolve({ sizeLimitBytes: '100MB' }, limits(211, 256))
    expect(options.sizeLimitBytes).toBe(100 * MiB)
    expect(options.inFlightLimitBytes).toBe(100 * MiB)
    expect(options.maxMessageBytes).toBeGreaterThan(100 * MiB)
    expect(options.warnings).toEqual([
      '--size-limit is 100 MiB, but a container of 256 MiB has room for only 25 MiB: when it is full, the system may kill the process.',
    ])
  })

  it('of messages counts within the heap', async () => {
    const [warning] = (await resolve({ maxMessages: 1_000_000 }, limits(64, 24_000))).warnings
    expect(warning).toMatch(/^--max-messages is 1,000,000, but a heap of 64 MiB has room for only 22,/)
  })
})
