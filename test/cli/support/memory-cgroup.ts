import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
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
afterEach(() => made.splice(0).forEach((folder) => rmdirSync(folder)))

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
