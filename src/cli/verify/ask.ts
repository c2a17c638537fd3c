import { createInterface } from 'node:readline'
import type { Ask } from '../../verify/client/manual.ts'
import type { VerifyTarget } from '../../verify/client/target.ts'

/** Prints what a client is to be set to, and waits for Enter. */
export function askAtTerminal(): Ask {
  let before = ''
  return async (target, signal) => {
    const settings = settingsOf(target)
    // On one port they stay the same from scenario to scenario.
    if (settings !== before) process.stdout.write(`\n${settings}\n\n`)
    before = settings
    process.stdout.write(`${target.scenario}: send a mail now; Enter when it is sent, or could not be. `)
    const lines = createInterface({ input: process.stdin })
    try {
      await new Promise<void>((resolve) => {
        lines.once('line', () => resolve())
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    } finally {
      lines.close()
      process.stdout.write('\n')
    }
  }
}

const modes = { none: 'no TLS', implicit: 'TLS from the first byte', starttls: 'STARTTLS, demanded' } as const

function settingsOf({ host, port, tls, user, password, caFile, to }: VerifyTarget): string {
  const rows = [
    ['host', host],
    ['port', String(port)],
    ['TLS', modes[tls]],
    ['user', user ?? 'none'],
    ['password', password ?? 'none'],
    ['CA to trust', tls === 'none' ? null : caFile],
    ['a recipient', to.join(', ')],
  ] as const
  return rows.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(12)}${value}`])).join('\n')
}
