import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { FourportError } from '../../base/errors.ts'
import { commandClient } from '../client/command.ts'
import { commandInWords } from '../client/command-words.ts'
import type { ExtraEnvironment } from '../client/environment.ts'
import { hasPlaceholders } from '../client/placeholders.ts'
import { lastWords } from '../reports/last-words.ts'
import type { MatrixClient } from './matrix-client.ts'
import { runOnce } from './run-once.ts'

/** A client of a file, whole. */
export interface CommandClient extends ExtraEnvironment {
  readonly name: string
  readonly version: string | null
  readonly versionCommand: readonly string[] | null
  readonly command: readonly string[]
  /** From the folder of the file. */
  readonly cwd: string
  readonly setup: readonly string[] | null
  /** Default: ten minutes. */
  readonly setupLimitMs?: number
}

const setupLimitMs = 600_000
/** For a word. */
const versionLimitMs = 60_000
const versionChars = 100

/** @param folder - That of the file */
export function commandMatrixClient(
  client: CommandClient,
  options: MatrixClient['options'],
  folder: string,
): MatrixClient {
  const cwd = resolve(folder, client.cwd)
  return {
    name: client.name,
    options,
    open: () => commandClient(client.command, client, cwd),
    async prepare(signal) {
      if (client.setup !== null)
        await outputOf(client, 'setup', client.setup, folder, client.setupLimitMs ?? setupLimitMs, signal)
      if (!(await stat(cwd).catch(() => null))?.isDirectory()) throw noFolder(client, cwd)
      if (client.version !== null || client.versionCommand === null) return client.version
      return versionIn(
        client,
        await outputOf(client, 'versionCommand', client.versionCommand, cwd, versionLimitMs, signal),
      )
    },
  }
}

async function outputOf(
  { name, env }: CommandClient,
  field: 'setup' | 'versionCommand',
  command: readonly string[],
  cwd: string,
  limitMs: number,
  signal: AbortSignal,
): Promise<string> {
  // What is about a run has no value yet.
  const settled = Object.entries(env).filter(([, text]) => !hasPlaceholders(text))
  const environment = { ...process.env, ...Object.fromEntries(settled) }
  const { exitCode, timedOut, output } = await runOnce({ command, cwd, env: environment, limitMs }, signal)
  if (exitCode === 0 && !timedOut) return output
  const how = timedOut
    ? `had not ended after ${limitMs / 1000} s`
    : exitCode === null
      ? 'was ended by a signal'
      : `ended with exit code ${exitCode}`
  const said = lastWords(output)
  const words = `The ${field} of "${name}" ${how}: ${commandInWords(command)}`
  throw new FourportError('CLIENT_SETUP_FAILED', [words, ...said.map((line) => `  ${line}`)].join('\n'), {
    help: `Run it by hand in ${field === 'setup' ? 'the folder of the file' : 'its folder, cwd'}, and fix what it reports.`,
  })
}

function versionIn({ name }: CommandClient, output: string): string {
  const line = output.split('\n').find((one) => one.trim() !== '')
  if (line !== undefined) return line.trim().slice(0, versionChars)
  throw new FourportError('CLIENT_SETUP_FAILED', `The versionCommand of "${name}" printed nothing.`, {
    help: 'Let it print the version in one line, or write it as version.',
  })
}

function noFolder({ name, cwd }: CommandClient, path: string): FourportError {
  return new FourportError('CLIENT_SETUP_FAILED', `The folder of "${name}" is not there: ${path}.`, {
    help: `cwd is "${cwd}"; it starts from the folder of the file, and setup may make it.`,
  })
}
