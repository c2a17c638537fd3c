import { execFile } from '../../support/programs/processes.ts'

export interface Ran {
  readonly code: number
  readonly stdout: string
  /** Both streams, one after the other. */
  readonly output: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string
  /** Milliseconds until it is killed. */
  readonly limitMs?: number
}

/** Runs a program to its end; what it says about itself is in the result. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, env, input = '', limitMs = 60_000 } = options
  return new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      { cwd, env: env ?? process.env, timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: 16 * 1024 ** 2 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        const why =
          code === -1 ? `${error?.message ?? ''}${error?.killed ? ` (over ${limitMs} ms)` : ''}` : ''
        resolve({ code, stdout, output: stdout + stderr + why })
      },
    )
    // A program that ended without reading has said why.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

/** The same for what has to succeed: gives what it printed, without the last line end. */
export async function must(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { code, stdout, output } = await run(command, args, options)
  if (code === 0) return stdout.trimEnd()
  throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output.slice(-3000)}`)
}
