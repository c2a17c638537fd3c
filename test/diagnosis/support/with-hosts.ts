import type { ClientResult } from '../../support/clients/index.ts'
import { hasProgram, runProcess, type ProcessOptions } from '../../support/clients/run-process.ts'
import { withFiles } from '../../support/clients/scratch.ts'

// A namespace of its own, in which even a person may mount.
const unshare = ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])]

/** Why no program can be given another hosts file here; null: it can. On a build machine it must. */
export function whyNoHosts(): string | null {
  if (process.env['CI'] === 'true' || hasProgram('unshare', [...unshare, 'true'])) return null
  return 'unshare may not mount here'
}

/** The line for the hosts file that a fix prints, or null. */
export function hostsLineIn(code: string): string | null {
  return /^\W*(?:in the )?hosts file: +(.*)$/m.exec(code)?.[1] ?? null
}

/** Runs a program; with that line in its hosts file, where there is one. */
export function runWithHosts(
  line: string | null,
  command: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ClientResult> {
  if (line === null) return runProcess(command, args, options)
  return withFiles({ hosts: `127.0.0.1 localhost\n${line}\n` }, ({ hosts }) => {
    const script = 'mount --bind "$0" /etc/hosts && exec "$@"'
    return runProcess('unshare', [...unshare, 'sh', '-c', script, hosts, command, ...args], options)
  })
}
