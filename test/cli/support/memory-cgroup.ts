import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterEach } from 'vitest'

/** The control groups of memory, of either version, in the way that the tests need them. */
const root = existsSync('/sys/fs/cgroup/memory/memory.limit_in_bytes')
  ? { folder: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes' }
  : { folder: '/sys/fs/cgroup', limit: 'memory.max' }

/** Memory that a process gets, as it does in a container: the kernel kills it where it takes more. */
export interface MemoryCgroup {
  /** Starts a command in it. */
  readonly through: readonly [string, ...string[]]
}

const made: string[] = []
afterEach(async () => {
  for (const folder of made.splice(0)) await removeGroup(folder)
})

/** A test that failed may have left a process in it, and the kernel keeps a group until the last one is gone. */
async function removeGroup(folder: string): Promise<void> {
  const pids = readFileSync(`${folder}/cgroup.procs`, 'utf8').split('\n').filter(Boolean).map(Number)
  for (const pid of pids) killIfThere(pid)
  const limit = AbortSignal.timeout(10_000)
  for (;;) {
    try {
      return rmdirSync(folder)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY' || limit.aborted) throw error
    }
    // The kernel tells nobody when a process has left a group of version 1.
    await setTimeout(20)
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** @param name - of the group, beside those of other test files */
export function makeCgroup(name: string, bytes: number): MemoryCgroup {
  const folder = `${root.folder}/fourport-${name}-${process.pid}`
  mkdirSync(folder)
  made.push(folder)
  writeFileSync(`${folder}/${root.limit}`, String(bytes))
  return {
    through: ['sh', '-c', `echo $$ > ${folder}/cgroup.procs && exec "$@"`, 'sh'],
  }
}

/** Why no such group can be made here; null: it can. */
export function whyNoCgroup(): string | null {
  const folder = `${root.folder}/fourport-probe-${process.pid}`
  try {
    mkdirSync(folder)
    try {
      writeFileSync(`${folder}/${root.limit}`, String(64 * 1024 ** 2))
      return null
    } finally {
      rmdirSync(folder)
    }
  } catch (error) {
    return `no control group of memory can be made here (${(error as Error).message})`
  }
}
