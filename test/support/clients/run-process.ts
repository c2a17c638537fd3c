import { cleanEnv, spawn } from '../programs/processes.ts'
import type { ClientResult } from './client.ts'

const outputLimit = 16 * 1024
const running = new Set<number>()

// A test run that is broken off must not leave clients behind: their process groups end with it.
process.on('exit', () => {
  for (const pid of running) killGroup(pid)
})

export interface ProcessOptions {
  readonly input?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
  /** Working directory; default: that of the tests. */
  readonly cwd?: string
  /** SIGKILL for the whole process group after this. */
  readonly limitMs: number
  /** For dialogues: called with what came so far (both streams) and with what writes to stdin, which stays open. */
  readonly onOutput?: (output: string, write: (text: string | Buffer) => void) => void
}

/** Runs a program to its end, or to its limit. Never rejects: what went wrong is in the result. */
export function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ClientResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      detached: true,
      cwd: options.cwd,
      env: { ...cleanEnv(), ...options.env },
    })
    let output = ''
    let killed = false
    const { pid } = child
    if (pid !== undefined) running.add(pid)
    const limit = setTimeout(() => {
      killed = true
      if (pid !== undefined) killGroup(pid)
    }, options.limitMs)

    const finish = (exitCode: number | null, error?: Error): void => {
      clearTimeout(limit)
      if (pid !== undefined) running.delete(pid)
      const note = killed ? `\n(killed after ${options.limitMs} ms)` : ''
      resolve({ ok: exitCode === 0, exitCode, output: output + note + (error?.message ?? '') })
    }
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('latin1')).slice(-outputLimit)
      options.onOutput?.(output, (text) => child.stdin.write(text))
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => finish(127, error))
    child.on('close', (code) => finish(killed ? null : (code ?? 1)))
    // A client that has given up reads no more; that is its own exit code's story.
    child.stdin.on('error', () => undefined)
    if (options.onOutput === undefined) child.stdin.end(options.input)
  })
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // ESRCH: it ended in this very moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
