/**
 * Ends what a run of the tests has left. As a program, `node end-run.js FOLDER`, it waits until its standard input is closed,
 * which the system does for a run that is killed, too.
 */
import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How the folder of a run is called. */
export const prefix = 'fourport-run-'
/** In it, the process of the run, and when that started: numbers of processes are used again. */
export const ownerFile = 'owner'
/** In it, the name of the folder beside it in which vitest itself keeps modules, and leaves them. */
export const runnerFile = 'runner'
/** As vitest makes such names: what another user has put there names nothing else that could be removed. */
const runnerName = /^[\w-]{21}$/
/** What takes the place of a disk where there is plenty; a run's folder there is called as its other one. */
const memory = '/dev/shm'

/** @param {string} folder - Of a run */
export const memoryFolderOf = (folder) => join(memory, basename(folder))

/** @param {() => string} read - Of a process that may end while it is looked at, or be another user's */
function orEmpty(read) {
  try {
    return read()
  } catch {
    return ''
  }
}

/** When a process started, in the system's own units; '': it is not there, or this is not Linux. @param {number} pid - Its number */
export function startOf(pid) {
  const stat = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  // After the name, which is in brackets and may hold anything: the 22nd field of all.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

/** Whether the run of a folder is gone. @param {string} folder - Of a run */
export function isOver(folder) {
  const [pid = '', start = ''] = orEmpty(() => readFileSync(join(folder, ownerFile), 'utf8')).split(' ')
  if (pid === '') return false // It is just being made.
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    return error.code === 'ESRCH'
  }
  return startOf(Number(pid)) !== start
}

/**
 * The processes of a run: those that were told of its folder, work in it, or see it in mounts of their own, as those of a
 * container do. Linux says so; elsewhere none is found, and the workers end their own.
 * @param {string} folder - Of a run
 */
function processesOf(folder) {
  const places = [folder, memoryFolderOf(folder)]
  const mounts = orEmpty(() => readlinkSync('/proc/self/ns/mnt'))
  const names = (text) => places.some((place) => text.includes(place))
  return readOr([], () => readdirSync('/proc'))
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter((pid) => {
      const at = `/proc/${pid}`
      if (names(orEmpty(() => readFileSync(`${at}/environ`, 'latin1')))) return true
      if (names(orEmpty(() => readlinkSync(`${at}/cwd`)))) return true
      const own = orEmpty(() => readlinkSync(`${at}/ns/mnt`))
      return own !== '' && own !== mounts && names(orEmpty(() => readFileSync(`${at}/mountinfo`, 'latin1')))
    })
}

/**
 * @template Value
 * @param {Value} otherwise - Where it cannot be read
 * @param {() => Value} read - Reads it
 */
function readOr(otherwise, read) {
  try {
    return read()
  } catch {
    return otherwise
  }
}

/** Ends every process of a run that is over, and removes its folders. @param {string} folder - Of a run */
export async function endRun(folder) {
  for (let left = processesOf(folder); left.length > 0; left = processesOf(folder)) {
    for (const pid of left) readOr(false, () => process.kill(pid, 'SIGKILL'))
    await new Promise((resolve) => setImmediate(resolve))
  }
  const options = { recursive: true, force: true, maxRetries: 10 }
  const runner = orEmpty(() => readFileSync(join(folder, runnerFile), 'utf8'))
  const places = [folder, memoryFolderOf(folder)]
  if (runnerName.test(runner)) places.push(join(dirname(folder), runner))
  await Promise.all(places.map((place) => rm(place, options)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdin
    .on('end', () => void endRun(process.argv[2] ?? ''))
    .on('error', () => undefined)
    .resume()
}
