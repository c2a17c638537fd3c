import { ended } from '../client/command.ts'
import { cleanOutput } from '../client/clean-output.ts'
import { ProcessGroups } from '../client/process-groups.ts'

/** A command that is run once, for what it does or prints. */
export interface OnceRun {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly limitMs: number
}

/** How it ended, and the end of what it printed. */
export interface OnceEnd {
  /** null: by a signal. */
  readonly exitCode: number | null
  readonly timedOut: boolean
  /** Of both outputs, in the order in which they came. */
  readonly output: string
}

const outputChars = 32 * 1024

/**
 * Runs a command to its end, and ends with it all that it has started.
 * @throws FourportError COMMAND_UNRUNNABLE; the reason of `signal`
 */
export async function runOnce(
  { command, cwd, env, limitMs }: OnceRun,
  signal: AbortSignal,
): Promise<OnceEnd> {
  const groups = new ProcessGroups()
  const timeUp = AbortSignal.timeout(limitMs)
  let output = ''
  const keep = (chunk: string): void => void (output = (output + chunk).slice(-outputChars))
  try {
    const child = groups.start(command, env, cwd)
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', keep)
    const stop = (): void => void groups.end(child)
    const either = AbortSignal.any([timeUp, signal])
    either.addEventListener('abort', stop, { once: true })
    const { exitCode } = await ended(child, command[0] ?? '').finally(() =>
      either.removeEventListener('abort', stop),
    )
    await groups.leave(child)
    signal.throwIfAborted()
    return { exitCode, timedOut: timeUp.aborted, output: cleanOutput(output, { user: null, password: null }) }
  } finally {
    groups.close()
  }
}
