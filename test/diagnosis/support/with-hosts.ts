import type { ClientResult } from '../../support/clients/index.ts'
import { unshareMounts as unshare, whyNot } from '../../support/programs/programs.ts'
import { runProcess, type ProcessOptions } from '../../support/clients/run-process.ts'
import { withFiles } from '../../support/clients/scratch.ts'

/** Why no program can be given another hosts file here, which is printed; null: it can. */
export const whyNoHosts = (): string | null => whyNot('hosts file')

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
