import { everyTls, timesOf, type ClientSetup, type MailClient } from './client.ts'
import { askFor, hasProgram } from '../programs/processes.ts'
import { missing } from '../programs/programs.ts'
import { runProcess } from './run-process.ts'
import { withFiles } from './scratch.ts'

/** Before 2024 `--tls-verify` leaves the certificate to OpenSSL, which refuses its CA by an alert, and nobody looks at the name. */
export const swaksWithoutName = 'swaks-verifying-no-name'

export const swaksClient: MailClient = {
  name: 'swaks',
  get kind() {
    return hasProgram('swaks') && !verifiesName() ? swaksWithoutName : 'swaks'
  },
  installed: 'on-this-machine',
  version: () => askFor(/^swaks version (\S+)/, 'swaks', ['--version']),
  mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
  tls: everyTls,
  bytes: 'the whole file, given as --data @file without fix-ups',
  missing: () => missing('swaks'),
  send: (setup) =>
    withFiles({ message: wireForm(setup.message) }, ({ message }) => {
      const { timeoutMs, limitMs } = timesOf(setup)
      return runProcess('swaks', argumentsFor(setup, message, timeoutMs), { limitMs })
    }),
}

/** `--dump` takes the options, shows them, and sends nothing. */
function verifiesName(): boolean {
  return hasProgram('swaks', [
    '--server',
    'localhost',
    '--to',
    'a@b.test',
    '--tls-verify-host',
    '--dump',
    'TLS',
  ])
}

function argumentsFor(setup: ClientSetup, message: string, timeoutMs: number): string[] {
  const tls = { none: [], implicit: ['--tls-on-connect'], starttls: ['--tls'] }[setup.tls]
  return [
    '--server',
    setup.host,
    '--port',
    String(setup.port),
    ...tls,
    ...(setup.verify && setup.tls !== 'none' ? ['--tls-verify'] : []),
    ...(setup.caFile === null || setup.tls === 'none' ? [] : ['--tls-ca-path', setup.caFile]),
    ...(setup.maxTls === undefined
      ? []
      : ['--tls-protocol', 'tlsv1_1', '--tls-cipher', 'DEFAULT@SECLEVEL=0']),
    ...(setup.user === undefined
      ? []
      : [
          ...(setup.mechanism === undefined ? ['--auth'] : ['--auth', setup.mechanism]),
          '--auth-user',
          setup.user,
          '--auth-password',
          setup.password ?? '',
        ]),
    '--from',
    setup.from,
    '--to',
    setup.to.join(','),
    '--data',
    `@${message}`,
    '--no-data-fixup',
    '--timeout',
    String(timeoutMs / 1000),
    '--suppress-data',
  ]
}

/** Without fix-ups swaks leaves dots and end to its user; it adds the last line end. */
function wireForm(message: Buffer): Buffer {
  return Buffer.from(message.toString('latin1').replaceAll(/^\./gm, '..') + '.', 'latin1')
}
