import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { it, onTestFinished } from 'vitest'
import { type Clock, systemClock } from '../../src/base/passed-in.ts'
import { execFile } from '../support/programs/processes.ts'
import { whyNot, type ProgramName } from '../support/programs/programs.ts'
import { loadTls, type LoadTlsOptions } from '../../src/tls/load-tls.ts'

export const dayMs = 86_400_000

/** An empty folder that goes with the test. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'fourport-tls-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** A clock that is so many days ahead of the real one. */
export function clockAhead(days: number): Clock {
  return { now: () => Date.now() + days * dayMs, elapsedMs: systemClock.elapsedMs }
}

export function options(directory: string, changes: Partial<LoadTlsOptions> = {}): LoadTlsOptions {
  return {
    directory,
    caCopy: null,
    hostNames: [],
    certificate: null,
    key: null,
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    clock: systemClock,
    ...changes,
  }
}

export const load = (directory: string, changes: Partial<LoadTlsOptions> = {}) =>
  loadTls(options(directory, changes))

/** A TLS server on loopback for as long as the test runs; says hello to a client that gets through the handshake. */
export async function serve(certificate: string, key: string): Promise<number> {
  const server = createServer({ cert: certificate, key }, (socket) => {
    socket.on('error', () => {})
    socket.end('hello\n')
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

export interface Ran {
  readonly code: number
  readonly output: string
}

/** Runs a program to its end. */
export function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const settings = { env: { ...process.env, ...env }, timeout: 60_000 }
    const child = execFile(command, args, settings, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr })
    })
    child.stdin?.end()
  })
}

/** A test of what needs these programs. */
export const testWith = (...names: readonly ProgramName[]): typeof it | typeof it.skip =>
  whyNot(...names) === null ? it : it.skip
