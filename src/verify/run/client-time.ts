import type { Machine } from './machine.ts'

/** How long a client gets, in milliseconds. */
export interface Allowance {
  /** Until its first connection: to start. */
  readonly toComeMs: number
  /** From then on. */
  readonly toEndMs: number
}

/** A client gets so many times what it took at a healthy server, where that is more than the limit. */
const timesControl = 4

/**
 * As long as is set; longer for a client that is slow at a healthy server too, or is so on this machine now.
 *
 * @param took - What it took there; null: it has not been there
 */
export function allowanceAfter(limitMs: number, took: Allowance | null): Allowance {
  return {
    toComeMs: Math.max(limitMs, timesControl * (took?.toComeMs ?? 0)),
    toEndMs: Math.max(limitMs, timesControl * (took?.toEndMs ?? 0)),
  }
}

export interface TimeTaken extends Allowance {
  readonly durationMs: number
  /** The machine was so late, or so busy, that the client may have been kept from running. */
  readonly onLateMachine: boolean
}

/** In such a part of a time the machine did nothing for anybody. */
const lateShare = 1 / 20

/** The time of a client that runs. */
export interface RunningTime {
  /** Aborted when it is up. */
  readonly isUp: AbortSignal
  /** What it gets in the part of its time that it has come to. */
  readonly limitMs: () => number
  /** It is over: what it took. */
  stop(): TimeTaken
}

/**
 * Starts the time of a client. Its first connection starts it anew, and what the machine was late is not counted: the
 * same client, on the same machine when it is idle, gets no less.
 *
 * @param came - Resolves at its first connection
 */
export function startTime(
  machine: Machine,
  { toComeMs, toEndMs }: Allowance,
  came: Promise<void>,
): RunningTime {
  const up = new AbortController()
  const startMs = machine.elapsedMs()
  const startLateMs = machine.lateMs()
  let part = { limitMs: toComeMs, fromMs: startMs, fromLateMs: startLateMs }
  let cameAfterMs: number | null = null
  let cancel = (): void => undefined
  const look = (): void => {
    const lateMs = machine.lateMs() - part.fromLateMs
    const leftMs = part.limitMs - (machine.elapsedMs() - part.fromMs - lateMs)
    if (leftMs <= 0) up.abort(new DOMException('The time ran out', 'TimeoutError'))
    else cancel = machine.after(Math.ceil(leftMs), look)
  }
  look()
  let stopped = false
  const startAnew = async (): Promise<void> => {
    await came
    if (stopped || up.signal.aborted) return
    cancel()
    part = { limitMs: toEndMs, fromMs: machine.elapsedMs(), fromLateMs: machine.lateMs() }
    cameAfterMs = part.fromMs - startMs
    look()
  }
  void startAnew()
  return {
    isUp: up.signal,
    limitMs: () => part.limitMs,
    stop() {
      stopped = true
      cancel()
      const durationMs = machine.elapsedMs() - startMs
      const lateMs = machine.lateMs() - startLateMs
      const toComeMs = cameAfterMs ?? durationMs
      const onLateMachine = machine.isBusy() || lateMs > durationMs * lateShare
      return { durationMs, toComeMs, toEndMs: durationMs - toComeMs, onLateMachine }
    },
  }
}
