import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { spawn } from '../../support/programs/processes.ts'

export const main: string = fileURLToPath(new URL('../../../dist/cli/main.cjs', import.meta.url))
if (!existsSync(main)) throw new Error(`${main} is missing: build first, as \`npm test\` does`)

/** One folder of certificates for all runs of a test file: making a CA each time would only cost time. */
export const certs: string = mkdtempSync(join(tmpdir(), 'fourport-cli-'))

/** Every port ephemeral, nothing outside the folder above; from a file, so that flags may say otherwise. */
export const quietPorts: readonly string[] = ['--config', join(certs, 'quiet.json')]
writeFileSync(
  quietPorts[1]!,
  JSON.stringify({
    ports: { relay: 0, smtps: 0, submission: 0, 'submission-alt': 0 },
    http: 'off',
    host: '127.0.0.1',
    certs,
  }),
)

interface Invocation {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly input?: string
  /** A command that starts the one given after it, such as a shell that sets limits first. */
  readonly through?: readonly [string, ...string[]]
}

// A test that fails before it stops its server must not leave it behind.
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(certs, { recursive: true, maxRetries: 3 })
})

function start(args: readonly string[], { env = {}, cwd, through }: Invocation): ChildProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(FOURPORT_|NO_COLOR$|FORCE_COLOR$)/.test(name),
  )
  const [program, ...before] = through ? [...through, process.execPath] : [process.execPath]
  const child = spawn(program, [...before, main, ...args], {
    cwd: cwd ?? tmpdir(),
    env: { ...Object.fromEntries(inherited), ...env },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command until it ends by itself. */
export async function runCli(args: readonly string[], invocation: Invocation = {}): Promise<Finished> {
  const child = start(args, invocation)
  child.stdin!.end(invocation.input ?? '')
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'close'),
  ])
  return { code: code as number | null, stdout, stderr }
}

// oxlint-disable-next-line typescript/no-explicit-any -- Lines are JSON of many shapes; each test says what it expects.
export type Line = Record<string, any>

/** A running `fourport --json`. */
export interface RunningCli {
  readonly child: ChildProcess
  readonly ready: Line
  /** The first line, from the last one read on, of that type. */
  next(type: string): Promise<Line>
  readonly ended: Promise<Ending>
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ending>
}

interface Ending {
  readonly code: number | null
  readonly signal: string | null
}

export async function serveJson(args: readonly string[], invocation: Invocation = {}): Promise<RunningCli> {
  const child = start([...quietPorts, '--json', ...args], invocation)
  let stderr = ''
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const ended = once(child, 'exit').then(([code, signal]): Ending => ({
    code: code as number | null,
    signal: signal as string | null,
  }))
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  async function next(type: string): Promise<Line> {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error(`the command ended before a line of type ${type}; stderr: ${stderr}`)
      const line = JSON.parse(value) as Line
      if (line['type'] === type) return line
      if (line['type'] === 'error') throw new Error(`waiting for ${type}, got ${value}`)
    }
  }
  const ready = await next('ready')
  return {
    child,
    ready,
    next,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

/** A running command that prints for people. */
export interface RunningBoard {
  readonly child: ChildProcess
  text(): string
  /** Waits until what was printed matches. */
  until(pattern: RegExp): Promise<RegExpExecArray>
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export function serveText(args: readonly string[], invocation: Invocation = {}): RunningBoard {
  return startText([...quietPorts, ...args], invocation)
}

export function startText(args: readonly string[], invocation: Invocation = {}): RunningBoard {
  const child = start(args, invocation)
  const ended = once(child, 'exit')
  let printed = ''
  const waiting = new Set<() => void>()
  const look = (): void => waiting.forEach((check) => check())
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      look()
    })
  }
  child.on('close', look)
  return {
    child,
    text: () => printed,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const match = pattern.exec(printed)
          if (match) resolve(match)
          else if (child.exitCode !== null) reject(new Error(`ended before ${pattern}: ${printed}`))
          else return
          waiting.delete(check)
        }
        waiting.add(check)
        check()
      }),
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ((await ended) as [number | null])[0]
    },
  }
}
