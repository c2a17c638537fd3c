import { fileURLToPath } from 'node:url'
import type { VerifyTarget } from '../../src/verify/client/target.ts'
import { measuredPorts, type Settings, variables } from './verified-client.ts'

export const beside = (name: string): string => fileURLToPath(new URL(`senders/${name}`, import.meta.url))

/** A sender that reads the variables, set up in both ways. */
export function byVariables(
  command: readonly string[],
  told: { readonly defaults: string; readonly recommended: string },
): readonly Settings[] {
  return (['defaults', 'recommended'] as const).map((name) => ({
    names: [name],
    told: told[name],
    ports: measuredPorts,
    invocation: (target) => ({ command, env: variables(target, name) }),
  }))
}

/** One that is told by options, and reads from standard input its message, or the text of one that it makes itself. */
export function byOptions(
  told: Settings['told'],
  names: Settings['names'],
  options: (target: VerifyTarget) => readonly string[],
  input: (target: VerifyTarget) => string = message,
): Settings {
  return {
    names,
    told,
    ports: measuredPorts,
    invocation: (target) => ({
      command: ['sh', '-c', 'printf "%s\\n" "$MAIL_MESSAGE" | "$@"', 'sh', ...options(target)],
      env: { MAIL_MESSAGE: input(target), MAIL_PASSWORD: target.password ?? '' },
    }),
  }
}

export function message({ from, to }: VerifyTarget): string {
  const lines = [
    `From: ${from}`,
    `To: ${to.join(', ')}`,
    'Subject: Hello',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${Date.now()}@client.test>`,
    '',
    'Hello',
  ]
  return lines.join('\n')
}

export const text = (): string => 'Hello'

/** What the suite has no use for is no package of its own list. */
export const notInstalled =
  'it is not installed (of Debian: what .ci/client-packages and scripts/verify-clients/debian-packages name)'
