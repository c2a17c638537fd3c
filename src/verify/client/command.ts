import type { ChildProcess } from 'node:child_process'
import { FourportError, messageOf } from '../../base/errors.ts'
import type { VerifyEnd } from '../../model/verify.ts'
import { cleanOutput } from './clean-output.ts'
import type { Client, ClientRun, ClientTime } from './client.ts'
import { labelled } from './containers.ts'
import { commandInWords } from './command-words.ts'
import { environmentOf, type ExtraEnvironment } from './environment.ts'
import { filledIn } from './placeholders.ts'
import { ProcessGroups } from './process-groups.ts'
import type { VerifyTarget } from './target.ts'

/** What is kept of the end of a program's output. */
const outputChars = 32 * 1024

/**
 * A command that sends one message each time it is run; its settings are in its environment and its arguments.
 * @param cwd - The folder that it is run in. Default: that of this process
 */
export function commandClient(command: readonly string[], extra: ExtraEnvironment, cwd?: string): Client {
  const groups = new ProcessGroups()
  const containers = labelled(command, extra.env)
  return {
    name: commandInWords(command),
    kind: 'command',
    trustsAlready: false,
    async send(target, time) {
      const words = containers.command.map((word) => filledIn(word, target))
      const child = groups.start(words, { ...process.env, ...environmentOf(target, extra) }, cwd)
      return run(child, command[0] ?? '', groups, target, time)
    },
    async close() {
      groups.close()
    },
    left: containers.left,
  }
}

async function run(
  child: ChildProcess,
  program: string,
  groups: ProcessGroups,
  target: VerifyTarget,
  { isUp, signal }: ClientTime,
): Promise<ClientRun> {
  let output = ''
  const keep = (chunk: string): void => void (output = (output + chunk).slice(-outputChars))
  child.stdout?.setEncoding('utf8').on('data', keep)
  child.stderr?.setEncoding('utf8').on('data', keep)
  let timedOut = false
  const stop = (): void => void groups.end(child)
  const isOver = (): void => {
    timedOut = true
    stop()
  }
  isUp.addEventListener('abort', isOver, { once: true })
  signal.addEventListener('abort', stop, { once: true })
  const { exitCode, by } = await ended(child, program).finally(() => {
    isUp.removeEventListener('abort', isOver)
    signal.removeEventListener('abort', stop)
  })
  const leave = async (): Promise<VerifyEnd> => {
    await groups.leave(child)
    return { exitCode, signal: by, timedOut, output: cleanOutput(output, target) }
  }
  if (signal.aborted) await leave()
  signal.throwIfAborted()
  return { reportsSuccess: exitCode === 0 && !timedOut, goesOn: () => groups.goOn(child), leave }
}

/**
 * Resolves at its `exit`, not at `close`: whatever else it started may hold its output open.
 * @throws FourportError COMMAND_UNRUNNABLE
 */
export function ended(
  child: ChildProcess,
  program: string,
): Promise<{ exitCode: number | null; by: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('exit', (exitCode, by) => resolve({ exitCode, by }))
    child.once('error', (cause) => {
      const words = `${program} cannot be run: ${messageOf(cause)}.`
      reject(new FourportError('COMMAND_UNRUNNABLE', words, { cause }))
    })
  })
}
