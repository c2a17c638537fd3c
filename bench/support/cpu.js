import { readdirSync, readFileSync } from 'node:fs'

/**
 * CPU time of a process so far, all its threads, in milliseconds; NaN where there is no /proc. Beside a rate it tells
 * what the server took from what the machine was doing meanwhile.
 */
export function cpuMs(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const nanoseconds = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    )
    return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6
  } catch (error) {
    if (error.code === 'ENOENT') return NaN
    throw error
  }
}
