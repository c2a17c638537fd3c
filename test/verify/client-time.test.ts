import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { allowanceAfter, startTime } from '../../src/verify/run/client-time.ts'
import { watchMachine } from '../../src/verify/run/machine.ts'
import { fakeMachine } from './support/fake-machine.ts'

const limits = { toComeMs: 20_000, toEndMs: 20_000 }
const never = new Promise<void>(() => undefined)

function gate(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((open) => (resolve = open))
  return { promise, resolve }
}

describe('the time of a client', () => {
  it('is up when it has not come', () => {
    const machine = fakeMachine()
    const { isUp } = startTime(machine, limits, never)
    machine.pass(19_999)
    expect(isUp.aborted).toBe(false)
    machine.pass(1)
    expect(isUp.reason).toMatchObject({ name: 'TimeoutError' })
  })

  it('starts anew with its first connection', async () => {
    const machine = fakeMachine()
    const came = gate()
    const time = startTime(machine, { toComeMs: 20_000, toEndMs: 8000 }, came.promise)
    machine.pass(19_000)
    came.resolve()
    await came.promise
    machine.pass(7000)
    expect([time.isUp.aborted, time.limitMs()]).toEqual([false, 8000])
    machine.pass(1000)
    expect(time.isUp.aborted).toBe(true)
    expect(time.stop()).toEqual({ durationMs: 27_000, toComeMs: 19_000, toEndMs: 8000, onLateMachine: false })
  })

  it('does not count what the machine was late', () => {
    const machine = fakeMachine()
    const time = startTime(machine, limits, never)
    machine.pass(20_000, 5000)
    machine.pass(4999)
    expect(time.isUp.aborted).toBe(false)
    machine.pass(1)
    expect(time.isUp.aborted).toBe(true)
    expect(time.stop().onLateMachine).toBe(true)
  })

  it('is nobody’s when it is over', async () => {
    const machine = fakeMachine()
    const came = gate()
    startTime(machine, limits, came.promise).stop()
    came.resolve()
    await came.promise
    expect(machine.waiting).toBe(0)
  })

  it('was that of a busy machine too', () => {
    expect(startTime(fakeMachine({ busy: true }), limits, never).stop().onLateMachine).toBe(true)
  })

  it.each([
    [null, limits],
    [
      { toComeMs: 4000, toEndMs: 300 },
      { toComeMs: 20_000, toEndMs: 20_000 },
    ],
    [
      { toComeMs: 9000, toEndMs: 12_000 },
      { toComeMs: 36_000, toEndMs: 48_000 },
    ],
  ])('is longer where it took long at a healthy server: after %j', (took, expected) => {
    expect(allowanceAfter(20_000, took)).toEqual(expected)
  })
})

describe('a machine', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('was late for as long as its event loop was, and a few milliseconds are nothing', () => {
    const clock = { nowMs: 0, elapsedMs: () => clock.nowMs }
    const machine = watchMachine(clock, () => 0)
    const look = (afterMs: number): void => {
      clock.nowMs += afterMs
      vi.advanceTimersToNextTimer()
    }
    look(100)
    look(115)
    expect(machine.lateMs()).toBe(0)
    look(400)
    look(100)
    expect(machine.lateMs()).toBe(300)
    // Not looked at yet.
    clock.nowMs += 1100
    expect(machine.lateMs()).toBe(1300)
    machine.stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is busy where far more wants to run than it has processors for', () => {
    for (const [load, busy] of [
      [0, false],
      [10_000, true],
    ] as const) {
      const machine = watchMachine({ elapsedMs: () => 0 }, () => load)
      expect(machine.isBusy()).toBe(busy)
      machine.stop()
    }
  })
})
