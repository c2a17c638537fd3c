import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as after } from 'node:timers/promises'

/** What a program gets to end by itself after SIGTERM. */
const graceMs = 2000
const lookEveryMs = 20

/** Programs that are running, each with all that it started, but for what left its group: none of them outlives this process. */
export class ProcessGroups {
  readonly #running = new Set<number>()
  /** Those whose output may be held open, also by a process that has left the group. */
  readonly #open = new Set<ChildProcess>()
  readonly #atExit = (): void => {
    for (const leader of this.#running) signal(leader, 'SIGKILL')
  }

  constructor() {
    process.on('exit', this.#atExit)
  }

  /** Starts a program that reads nothing, at the head of a group of its own. @param cwd - Default: the folder of this process */
  start(
    command: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
    cwd?: string,
  ): ChildProcess {
    const [program = '', ...args] = command
    const child = spawn(program, args, {
      env,
      ...(cwd !== undefined && { cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A terminal's Ctrl-C then comes to us alone, and a signal to the group reaches what the program has started.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    if (child.pid !== undefined) this.#running.add(child.pid)
    this.#open.add(child)
    child.once('close', () => this.#open.delete(child))
    return child
  }

  /** Whether something is left of a program that has ended. */
  goOn({ pid }: ChildProcess): boolean {
    return process.platform !== 'win32' && pid !== undefined && isAlive(pid)
  }

  /** Ends the program and what it started: SIGTERM, then SIGKILL for what is still there. */
  async end(child: ChildProcess): Promise<void> {
    const { pid } = child
    if (pid === undefined) return
    const untilMs = performance.now() + graceMs
    // A group has no event for its end: what is left in it is asked for. Where nobody takes care of orphans, as in a
    // container without an init, those that have ended stay in it.
    const goesOn = (): boolean => isAlive(pid) && this.#open.has(child) && performance.now() < untilMs
    if (signal(pid, 'SIGTERM')) while (goesOn()) await after(lookEveryMs)
    signal(pid, 'SIGKILL')
    this.#running.delete(pid)
  }

  /** Ends what is left of a program that has ended, and is over when what they printed was read. */
  async leave(child: ChildProcess): Promise<void> {
    await this.end(child)
    await turnOfLoop()
    hangUp(child)
  }

  close(): void {
    this.#atExit()
    process.off('exit', this.#atExit)
    for (const child of this.#open) hangUp(child)
  }
}

/** In one, all is read that a pipe holds; the second is whole, wherever in the first we are. */
async function turnOfLoop(): Promise<void> {
  await new Promise(setImmediate)
  await new Promise(setImmediate)
}

/** Somebody who has left the group may hold its output open for good, and this process with it. */
function hangUp({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy()
  stderr?.destroy()
}

function isAlive(leader: number): boolean {
  return signal(leader, 0)
}

/** Whether there was anybody to get it. */
function signal(leader: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(process.platform === 'win32' ? leader : -leader, name)
  } catch {
    return false // ESRCH: all have ended.
  }
}
