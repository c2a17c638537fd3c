import { createInterface } from 'node:readline'
import { FourportError } from '../../base/errors.ts'
import type { Person } from '../../verify/client/manual.ts'
import type { VerifyTarget } from '../../verify/client/target.ts'

interface Terminal {
  readonly stdin: NodeJS.ReadableStream
  readonly stdout: NodeJS.WritableStream
}

/** The person at the terminal: gets the settings printed, and says Enter. */
export function personAtTerminal({ stdin, stdout: output }: Terminal = process): Person {
  const input = createInterface({ input: stdin })
  const lines = input[Symbol.asyncIterator]()
  /** An Enter that is still waited for: it may come in the next scenario. */
  let enter: Promise<IteratorResult<string>> | null = null
  let before = ''
  return {
    async ask(target, signal, hasCome) {
      const settings = settingsOf(target)
      // On one port they stay the same from scenario to scenario.
      if (settings !== before) output.write(`\n${settings}\n\n`)
      before = settings
      output.write(
        `${target.scenario}: send a mail now; the next step starts by itself. Press Enter if it could not be sent.\n`,
      )
      for (let asked = 0; ; asked++) {
        enter ??= lines.next()
        const said = await Promise.race([enter, aborted(signal)])
        if (said === null) return
        enter = null
        if (said.done === true) throw ended()
        if (hasCome() || asked > 0) return
        // It may be about the mail before, whose scenario was over by itself.
        output.write(
          `${target.scenario}: nothing has arrived yet. Press Enter again if the mail could not be sent.\n`,
        )
      }
    },
    close: () => input.close(),
  }
}

function ended(): FourportError {
  return new FourportError('OPTION_INVALID', '--manual: standard input has ended.', {
    help: 'Run it in a terminal, where somebody can send the mails and say so.',
  })
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
