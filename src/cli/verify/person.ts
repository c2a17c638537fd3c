import { createInterface } from 'node:readline'
import { FourportError } from '../../base/errors.ts'
import type { Person } from '../../verify/client/manual.ts'
import type { VerifyTarget } from '../../verify/client/target.ts'

/** Whoever sits at the terminal: gets the settings printed, and says Enter. */
export function personAtTerminal(): Person {
  const input = createInterface({ input: process.stdin })
  const lines = input[Symbol.asyncIterator]()
  /** An Enter that is still waited for: it may come in the next scenario. */
  let enter: Promise<IteratorResult<string>> | null = null
  let before = ''
  return {
    async ask(target, signal) {
      const settings = settingsOf(target)
      // On one port they stay the same from scenario to scenario.
      if (settings !== before) process.stdout.write(`\n${settings}\n\n`)
      before = settings
      process.stdout.write(`${target.scenario}: send a mail now; Enter when it is sent, or could not be.\n`)
      enter ??= lines.next()
      const said = await Promise.race([enter, aborted(signal)])
      if (said === null) return
      enter = null
      if (said.done !== true) return
      throw new FourportError('OPTION_INVALID', '--manual: standard input has ended.', {
        help: 'Run it in a terminal, where somebody can send the mails and say so.',
      })
    },
    close: () => input.close(),
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null)
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
}

const modes = { none: 'no TLS', implicit: 'TLS from the first byte', starttls: 'STARTTLS, required' } as const

function settingsOf({ host, port, tls, user, password, caFile, to }: VerifyTarget): string {
  const rows = [
    ['host', host],
    ['port', String(port)],
    ['TLS', modes[tls]],
    ['user', user ?? 'none'],
    ['password', password ?? 'none'],
    ['CA to trust', tls === 'none' ? 'none' : caFile],
    ['a recipient', to.join(', ')],
  ] as const
  return rows.map(([name, value]) => `${name.padEnd(12)}${value}`).join('\n')
}
