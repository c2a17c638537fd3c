import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { startServer, type FourportServer, type ServerOptions } from '../../src/index.ts'
import { spawn } from '../support/programs/processes.ts'
import { whyNot } from '../support/programs/programs.ts'
import { type EyeFile, lookedAtIn } from './eyes.ts'

/** Who looks, and knows nothing of this project. */
export const openssl: typeof it | typeof it.skip = whyNot('openssl') === null ? it : it.skip

/** A server for one file of tests, its certificates in a folder of their own. */
export async function serverUnderTest(options: ServerOptions = {}): Promise<FourportServer> {
  const certs = mkdtempSync(join(tmpdir(), 'fourport-scenarios-'))
  const server = noting(await startServer({ certs, ...options }))
  afterAll(async () => {
    await server.close()
    rmSync(certs, { recursive: true, force: true })
  })
  return server
}

/** What the tests of this file have had a server play. */
const played = new Set<string>()

function noting(server: FourportServer): FourportServer {
  const scenario: FourportServer['scenario'] = (name, where) => {
    played.add(name)
    return server.scenario(name, where)
  }
  return new Proxy(server, {
    get(target, key) {
      if (key === 'scenario') return scenario
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

const eyes = ['openssl', 'tshark', 'gsasl'] as const

/** The last test of a file: a scenario that it did not play was seen by nobody but ourselves. With `-t` alone it fails. */
export function everyOneWasLookedAt(file: EyeFile): void {
  it.skipIf(eyes.some((program) => whyNot(program) !== null))(
    'every scenario of this file was looked at',
    () => {
      expect(lookedAtIn(file).filter((name) => !played.has(name))).toEqual([])
    },
  )
}

export interface Seen {
  readonly code: number
  /** What it wrote, both ways. */
  readonly output: string
  /** Numbers of the errors that OpenSSL found in the certificates, in its order; none: all is well. */
  readonly verify: readonly number[]
}

/** `openssl s_client`, which says QUIT when it is through; `args` beside where it goes. */
export async function sClient(
  port: number,
  way: 'starttls' | 'implicit',
  args: readonly string[],
): Promise<Seen> {
  const how = way === 'starttls' ? ['-starttls', 'smtp'] : []
  const { code, output } = await run(
    'openssl',
    ['s_client', '-connect', `127.0.0.1:${port}`, ...how, ...args],
    'QUIT\r\n',
  )
  const verify = [...output.matchAll(/^verify error:num=(\d+):/gm)].map((match) => Number(match[1]))
  return { code, output, verify }
}

/** Runs a program to its end, with this on its standard input. */
export function run(
  program: string,
  args: readonly string[],
  input = '',
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe' })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (output += text.toString('latin1')))
    child.once('error', reject)
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** A dialogue under TLS by `openssl s_client`, all of it said at once; it ends when the server ends it. */
export function talk(
  port: number,
  way: 'starttls' | 'implicit',
  lines: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const how = way === 'starttls' ? ['-starttls', 'smtp'] : []
  const args = [
    's_client',
    '-connect',
    `127.0.0.1:${port}`,
    ...how,
    '-quiet',
    '-crlf',
    '-cipher',
    'DEFAULT:@SECLEVEL=0',
  ]
  return run('openssl', args, lines.map((line) => `${line}\n`).join(''))
}
