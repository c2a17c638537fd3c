import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { messageOf } from '../../base/errors.ts'
import { inOneLine } from '../reports/printable.ts'

/** Programs with the command line of Docker. */
const engines: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl'])
/** Global options, and those of `compose`, that are followed by a value. */
const valued: ReadonlySet<string> = new Set(
  '-H --host -c --context --config -l --log-level -f --file -p --project-name --project-directory --env-file --profile --connection --url -n --namespace'.split(' '),
) // prettier-ignore
const answerMs = 5000
const mostNamed = 5

/** The containers that a command starts: they are not in its group of processes, so that they may outlast it. */
export interface Containers {
  /** The command with a label on each container that it starts. */
  readonly command: readonly string[]
  /** What is left of them, in sentences; empty: nothing, or the command starts none. */
  left(): Promise<readonly string[]>
}

/**
 * @param command - `docker run …`, `podman run …`, `docker compose run …`; of any other there is nothing to know
 * @param env - What the command gets beside our environment, such as DOCKER_HOST
 */
export function labelled(command: readonly string[], env: Readonly<Record<string, string>> = {}): Containers {
  const run = placeOfRun(command)
  if (run === null) return { command, left: async () => [] }
  const label = `fourport.verify=${randomBytes(6).toString('hex')}`
  const [program = ''] = command
  const { at, globals } = run
  return {
    command: [...command.slice(0, at + 1), '--label', label, ...command.slice(at + 1)],
    left: () => leftOf(program, globals, label, env),
  }
}

/** Where `run` is in it, and what is before it that says which engine is meant; null: it runs no container. */
function placeOfRun(
  command: readonly string[],
): { readonly at: number; readonly globals: readonly string[] } | null {
  if (!engines.has(nameOf(command[0] ?? ''))) return null
  let globals: readonly string[] | null = null
  for (let at = 1; at < command.length; at++) {
    const word = command[at]!
    if (word.startsWith('-')) {
      if (valued.has(word)) at++
      continue
    }
    globals ??= command.slice(1, at)
    if (word === 'run') return { at, globals }
    if (word !== 'container' && word !== 'compose') return null
  }
  return null
}

function nameOf(program: string): string {
  return program.replace(/^.*[/\\]/, '').replace(/\.exe$/i, '')
}

async function leftOf(
  program: string,
  globals: readonly string[],
  label: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const name = nameOf(program)
  const format = '{{.ID}}\t{{.Names}}\t{{.Status}}'
  const words = [...globals, 'ps', '--all', '--filter', `label=${label}`, '--format', format]
  try {
    const { stdout } = await promisify(execFile)(program, words, {
      timeout: answerMs,
      env: { ...process.env, ...env },
    })
    return inSentences(stdout, name, label)
  } catch (error) {
    return [`It is unknown whether containers were left: ${name} ps failed: ${inOneLine(messageOf(error))}`]
  }
}

function inSentences(listed: string, name: string, label: string): readonly string[] {
  const rows = listed.split('\n').flatMap((line) => {
    const [id = '', called = '', status = ''] = line.split('\t')
    return id === '' ? [] : [{ called: called === '' ? id : called, isRunning: status.startsWith('Up') }]
  })
  const running = rows.filter(({ isRunning }) => isRunning).map(({ called }) => called)
  const ended = rows.filter(({ isRunning }) => !isRunning).map(({ called }) => called)
  const remove = `${name} rm --force $(${name} ps --all --quiet --filter label=${label})`
  return [
    ...(running.length === 0
      ? []
      : [
          `${counted(running)} still running after the time of its run was over, as the first process of a container ignores SIGTERM unless it handles it: add --init to ${name} run. To remove what was left: ${remove}`,
        ]),
    ...(ended.length === 0
      ? []
      : [
          `${counted(ended)} left after it had ended: add --rm to ${name} run.${running.length === 0 ? ` To remove what was left: ${remove}` : ''}`,
        ]),
  ]
}

/** `2 containers (a, b) were` */
function counted(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map(inOneLine).join(', ')
  const more = names.length > mostNamed ? ', …' : ''
  return names.length === 1
    ? `The container ${shown} was`
    : `${names.length} containers (${shown}${more}) were`
}
