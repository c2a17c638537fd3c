import type { Machine } from '../../../src/verify/run/machine.ts'

/** A machine on which time passes when a test says so. */
export interface FakeMachine extends Machine {
  /** So much time passes, of which it was late for a part; what is due then is called. */
  pass(ms: number, lateMs?: number): void
  /** How many wait for their time. */
  readonly waiting: number
}

export function fakeMachine({ busy = false }: { readonly busy?: boolean } = {}): FakeMachine {
  const waiting = new Set<{ readonly atMs: number; readonly act: () => void }>()
  let nowMs = 0
  let lateSumMs = 0
  return {
    elapsedMs: () => nowMs,
    lateMs: () => lateSumMs,
    isBusy: () => busy,
    after(ms, act) {
      const one = { atMs: nowMs + ms, act }
      waiting.add(one)
      return () => void waiting.delete(one)
    },
    stop: () => undefined,
    pass(ms, lateMs = 0) {
      nowMs += ms
      lateSumMs += lateMs
      for (const one of [...waiting].filter(({ atMs }) => atMs <= nowMs)) {
        waiting.delete(one)
        one.act()
      }
    },
    get waiting() {
      return waiting.size
    },
  }
}
