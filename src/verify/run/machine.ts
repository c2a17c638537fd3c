import { availableParallelism, loadavg } from 'node:os'
import { type Clock, systemClock } from '../../base/passed-in.ts'
import { timerOf } from '../../base/time-limit.ts'

/** Time as it passes for a client, and what the machine does to every program on it: no client is to be blamed for that. */
export interface Machine extends Pick<Clock, 'elapsedMs'> {
  /** By how many milliseconds the event loop of this process has been late so far, all in all. */
  lateMs(): number
  /** Whether far more programs want to run than there are processors. */
  isBusy(): boolean
  /** Calls once, after so many milliseconds; the function returned prevents it. */
  after(ms: number, act: () => void): () => void
  stop(): void
}

const lookEveryMs = 100
/** Timers of a healthy process are late by a few milliseconds. */
const toleratedLateMs = 20
/** Beyond this, programs wait for a processor for longer than they have one. */
const mostPerProcessor = 4

/** @param load - Programs that want to run, on average over the last minute; 0 where the system does not say */
export function watchMachine(
  clock: Pick<Clock, 'elapsedMs'> = systemClock,
  load: () => number = () => loadavg()[0] ?? 0,
): Machine {
  let sumMs = 0
  let lookedMs = clock.elapsedMs()
  const sinceLook = (): number => {
    const lateMs = clock.elapsedMs() - lookedMs - lookEveryMs
    return lateMs > toleratedLateMs ? lateMs : 0
  }
  // Its reason: nobody tells how late a process is; a timer that is late shows it.
  const looking = setInterval(() => {
    sumMs += sinceLook()
    lookedMs = clock.elapsedMs()
  }, lookEveryMs).unref()
  return {
    elapsedMs: () => clock.elapsedMs(),
    lateMs: () => sumMs + sinceLook(),
    isBusy: () => load() > mostPerProcessor * availableParallelism(),
    after(ms, act) {
      const timer = timerOf(ms, act)
      return () => clearTimeout(timer)
    },
    stop: () => clearInterval(looking),
  }
}
