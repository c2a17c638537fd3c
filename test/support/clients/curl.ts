import { everyTls, timesOf, type ClientSetup, type MailClient } from './client.ts'
import { askFor } from '../programs/processes.ts'
import { missing } from '../programs/programs.ts'
import { runProcess } from './run-process.ts'
import { withFiles } from './scratch.ts'

export const curlClient: MailClient = {
  name: 'curl',
  kind: 'curl',
  installed: 'on-this-machine',
  version: () => askFor(/^curl (\S+)/, 'curl', ['--version']),
  // With a token it takes OAUTHBEARER where that is offered, and XOAUTH2 elsewhere, whatever it is told.
  mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'OAUTHBEARER'],
  tls: everyTls,
  bytes: 'the whole file, given as --upload-file',
  missing: () => missing('curl'),
  // Without a path in the URL curl greets with the name of the file.
  send: (setup) =>
    withFiles({ 'mail.txt': setup.message }, ({ 'mail.txt': message }) => {
      const { timeoutMs, limitMs } = timesOf(setup)
      return runProcess('curl', argumentsFor(setup, message, timeoutMs), { limitMs })
    }),
}

function argumentsFor(setup: ClientSetup, message: string, timeoutMs: number): string[] {
  const scheme = setup.tls === 'implicit' ? 'smtps' : 'smtp'
  return [
    '-q', // first of all: no ~/.curlrc
    '--silent',
    '--show-error',
    '--noproxy',
    '*',
    '--url',
    `${scheme}://${setup.host}:${setup.port}`,
    ...(setup.tls === 'starttls' ? ['--ssl-reqd'] : []),
    ...(setup.verify ? [] : ['--insecure']),
    ...(setup.caFile === null ? [] : ['--cacert', setup.caFile]),
    ...(setup.maxTls === undefined
      ? []
      : ['--tlsv1.0', '--tls-max', '1.1', '--ciphers', 'DEFAULT@SECLEVEL=0']),
    ...credentials(setup),
    '--mail-from',
    setup.from,
    ...setup.to.flatMap((address) => ['--mail-rcpt', address]),
    '--upload-file',
    message,
    '--max-time',
    String(timeoutMs / 1000),
  ]
}

function credentials(setup: ClientSetup): string[] {
  if (setup.user === undefined) return []
  const password = setup.password ?? ''
  if (setup.mechanism === 'OAUTHBEARER') return ['--user', `${setup.user}:`, '--oauth2-bearer', password]
  const choice = setup.mechanism === undefined ? [] : ['--login-options', `AUTH=${setup.mechanism}`]
  return ['--user', `${setup.user}:${password}`, ...choice]
}
