import childProcess from 'node:child_process'
import { dirname, delimiter, isAbsolute } from 'node:path'
import { promisify } from 'node:util'

/**
 * The only place where tests start a process. What is not on every machine with Node is refused until `programs.ts` was
 * asked whether it is there, so that no test can fail because a program is missing.
 */

/** Node itself, and what a shell, git and coreutils bring. */
const always = new Set([process.execPath, 'node', 'npm', 'git', 'sh', '/bin/sh', 'mkfifo'])
const allowed = new Set<string>()

/** From now on these commands may be started: the program that they belong to is there. */
export function allow(commands: readonly string[]): void {
  for (const command of commands) allowed.add(command)
}

/** Throws where a command was found by luck: it is on the PATH here, and was not asked for. */
function expectAskedFor(command: string): void {
  // The scripts that measure clients start them too, and have a list of their own.
  if (process.env['VITEST'] !== 'true' || always.has(command) || allowed.has(command)) return
  // What a test has built, or `npm install` has put somewhere, is no program of the machine.
  if (isAbsolute(command) && !onPath(dirname(command))) return
  throw new Error(`"${command}" is started without whyNot() of test/support/programs/programs.ts before it.`)
}

/** Whether programs in this folder are found by their name. */
export function onPath(folder: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).includes(folder)
}

function guarded<Start extends (...given: never[]) => unknown>(start: Start): Start {
  const asking = (...given: Parameters<Start>): unknown => {
    expectAskedFor(given[0] as unknown as string)
    return start(...given)
  }
  return asking as Start
}

/** As those of node:child_process. */
export const spawn: typeof childProcess.spawn = guarded(childProcess.spawn)
export const spawnSync: typeof childProcess.spawnSync = guarded(childProcess.spawnSync)
export const execFile: typeof childProcess.execFile = guarded(childProcess.execFile)
export const execFileSync: typeof childProcess.execFileSync = guarded(childProcess.execFileSync)

export interface Printed {
  readonly stdout: string
  readonly stderr: string
}

/** Resolves with what a program printed; rejects where it fails, with the same and its exit code in the error. */
export const execFileAsync: (
  command: string,
  args: readonly string[],
  options?: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly timeout?: number },
) => Promise<Printed> = guarded(promisify(childProcess.execFile))

/** Whether a program is on the PATH, or is there as a file, and takes these words. */
export function hasProgram(
  command: string,
  args: readonly string[] = ['--version'],
  env: Readonly<Record<string, string>> = {},
): boolean {
  return ask(command, args, env) !== null
}

const answers = new Map<string, string | null>()

/** What a program prints about itself, asked once; null: it is not there, or does not know what it is asked. */
export function ask(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): string | null {
  const key = JSON.stringify([command, args])
  const known = answers.get(key)
  if (known !== undefined) return known
  const { status, stdout } = childProcess.spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...cleanEnv(), ...env },
    input: '',
  })
  const answer = status === 0 ? stdout.trim() : null
  answers.set(key, answer)
  return answer
}

/** The first `pattern` (its first group) in what a program prints about itself. */
export function askFor(pattern: RegExp, command: string, args: readonly string[]): string {
  const found = pattern.exec(ask(command, args) ?? '')?.[1]
  if (found === undefined) throw new Error(`no ${pattern} in what ${[command, ...args].join(' ')} prints`)
  return found
}

/** Settings of the person who runs the tests (a proxy, a CA, a .swaksrc) must not decide them. */
export function cleanEnv(): Record<string, string> {
  const kept = ['PATH', 'LANG', 'TMPDIR', 'SYSTEMROOT']
  const env: Record<string, string> = { HOME: '/nonexistent' }
  for (const name of kept) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return env
}
