import type { Facts } from '../diagnosis/facts.ts'
import type { Transaction } from './transactions.ts'

interface Attempt {
  readonly startMs: number
  readonly endMs: number
  readonly failed: boolean
}

/** A connection with its transactions. */
export interface Visit {
  readonly facts: Facts
  readonly transactions: readonly Transaction[]
}

/** Milliseconds from the end of each attempt that failed to the start of the next, over all connections. */
export function retriesAfterMs(visits: readonly Visit[]): readonly number[] {
  const attempts = visits.flatMap(attemptsOf).toSorted((a, b) => a.startMs - b.startMs)
  return attempts.slice(1).flatMap(({ startMs }, index) => {
    const before = attempts[index] as Attempt
    return before.failed ? [Math.max(0, Math.round(startMs - before.endMs))] : []
  })
}

/** Its transactions; else the connection itself, which came to none. */
function attemptsOf({ facts, transactions }: Visit): readonly Attempt[] {
  const sent = transactions.filter(({ isBounce }) => !isBounce)
  if (sent.length > 0) {
    return sent.map(({ startMs, endMs, accepted, recipients }) => {
      const failed = !accepted || recipients.some(({ taken }) => !taken)
      return { startMs, endMs, failed }
    })
  }
  if (transactions.length > 0) return []
  const startMs = Date.parse(facts.record.startedAt)
  return [{ startMs, endMs: startMs + (facts.lastedMs ?? 0), failed: metTrouble(facts) }]
}

/** Else nobody was stopped: the client looked whether a server is there. */
function metTrouble({ tlsFailed, faults, exchanges, greeting }: Facts): boolean {
  return (
    tlsFailed !== null ||
    faults.some(({ code, cut }) => code !== null || cut !== null) ||
    (greeting?.code ?? 220) !== 220 ||
    exchanges.some(({ last }) => (last?.code ?? 0) >= 400)
  )
}
