import { type MemoryBudget, messageHeapBytes } from './memory-budget.ts'
import type { ResolvedOptions } from './options.ts'
import type { OptionSources } from './option-sources.ts'

const MiB = 1024 ** 2
/** A message of SIZE comes with an envelope; so much of the store is left for it. */
const envelopeBytes = 256 * 1024

/** The options before they are fitted to what there is room for. */
type Unfitted = Omit<ResolvedOptions, 'memory' | 'warnings'>

/** Those that say how much is kept. */
const fitted = ['maxMessageBytes', 'inFlightLimitBytes', 'maxSessionBytes', 'maxMessages'] as const

/**
 * Options within the budget. What was set wins, and is told of where there is no room for it; where it is SIZE, one
 * message of that size gets its room all the same.
 */
export function fitMemory(options: Unfitted, sources: OptionSources, memory: MemoryBudget): ResolvedOptions {
  const value = { ...options }
  const inMemory = fitted.filter((name) => options.store === null || name === 'inFlightLimitBytes')
  const shrunk = inMemory.filter((name) => !sources.isGiven(name) && memory[name] < options[name])
  for (const name of shrunk) value[name] = memory[name]

  const sizes = {
    maxMessageBytes: options.sizeLimitBytes + envelopeBytes,
    inFlightLimitBytes: options.sizeLimitBytes,
  }
  for (const name of ['maxMessageBytes', 'inFlightLimitBytes'] as const) {
    const missing = sizes[name] - value[name]
    if (!shrunk.includes(name) || missing <= 0) continue
    if (sources.isGiven('sizeLimitBytes')) value[name] += missing
    else value.sizeLimitBytes = Math.min(value.sizeLimitBytes, options.sizeLimitBytes - missing)
  }
  return Object.freeze({ ...value, memory, warnings: Object.freeze(warnings(value, sources, memory)) })
}

function warnings(value: Unfitted, sources: OptionSources, memory: MemoryBudget): string[] {
  const { room, parser } = memory
  // A file keeps them on its disk.
  const kept = value.store === null ? value : { maxMessageBytes: 0, maxMessages: 0, maxSessionBytes: 0 }
  const outside =
    kept.maxMessageBytes + value.inFlightLimitBytes + memory.maxStreamBytes + memory.maxIdleBlockBytes
  const inside =
    kept.maxMessages * messageHeapBytes +
    kept.maxSessionBytes +
    parser.maxParsedBytes +
    parser.maxTextBytes +
    parser.maxHeaderBytes
  const tooMuch = [
    ...(outside > room.outsideBytes
      ? (['maxMessageBytes', 'inFlightLimitBytes', 'sizeLimitBytes'] as const)
      : []),
    ...(inside > room.insideBytes ? (['maxSessionBytes', 'maxMessages'] as const) : []),
  ]
  return tooMuch
    .filter((name) => sources.isGiven(name) && (name === 'sizeLimitBytes' || value[name] > memory[name]))
    .map((name) => {
      const over = name === 'sizeLimitBytes' ? memory.inFlightLimitBytes : memory[name]
      return (
        `${sources.named(name)} is ${amount(name, value[name])}, but ${limitInWords(memory)} has room for only ` +
        `${amount(name, over)}: when it is full, the system may kill the process.`
      )
    })
}

function amount(name: (typeof fitted)[number] | 'sizeLimitBytes', value: number): string {
  return name === 'maxMessages' ? value.toLocaleString('en-US') : mebibytes(value)
}

/** What bounds the memory, in words. */
export function limitInWords({ limit }: MemoryBudget): string {
  return `${limit.by === 'heap' ? 'a heap' : `a ${limit.by}`} of ${mebibytes(limit.bytes)}`
}

/** `25 MiB`, `1.5 MiB`. */
export function mebibytes(bytes: number): string {
  return `${Number((bytes / MiB).toFixed(bytes < 10 * MiB ? 1 : 0))} MiB`
}
