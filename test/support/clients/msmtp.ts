import { everyTls, timesOf, type ClientSetup, type MailClient } from './client.ts'
import { askFor, hasProgram } from '../programs/processes.ts'
import { missing } from '../programs/programs.ts'
import { runProcess } from './run-process.ts'
import { withFiles } from './scratch.ts'

/**
 * One that knows how to bind to the channel, as since Debian 13, tells GNU SASL by what. Up to 2.2 that makes no first message
 * of SCRAM without binding then, for any client that asks for it: it holds the binding to be an error beside `y`.
 */
const binds =
  hasProgram('msmtp') && askFor(/^(.*\bplain .*)$/m, 'msmtp', ['--version']).includes('scram-sha-256-plus')

export const msmtpClient: MailClient = {
  name: 'msmtp',
  kind: 'msmtp',
  installed: 'on-this-machine',
  version: () => askFor(/^msmtp version (\S+)/, 'msmtp', ['--version']),
  mechanisms: [
    ...(['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2', 'OAUTHBEARER'] as const),
    binds ? 'SCRAM-SHA-256-PLUS' : 'SCRAM-SHA-256',
  ],
  tls: everyTls,
  bytes: 'the whole message on stdin with LF line ends, as sendmail takes it; msmtp makes them CRLF',
  missing: () => missing('msmtp'),
  send: (setup) =>
    withFiles({ config: configFor(setup) }, ({ config }) =>
      runProcess('msmtp', ['--file', config, '--from', setup.from, '--', ...setup.to], {
        input: Buffer.from(setup.message.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
        limitMs: timesOf(setup).limitMs,
      }),
    ),
}

function configFor(setup: ClientSetup): string {
  const lines = [
    'account default',
    `host ${setup.host}`,
    `port ${setup.port}`,
    `timeout ${Math.ceil(timesOf(setup).timeoutMs / 1000)}`,
    `tls ${setup.tls === 'none' ? 'off' : 'on'}`,
    `tls_starttls ${setup.tls === 'starttls' ? 'on' : 'off'}`,
    // Nothing of its own in the message: what arrives is what was given.
    'set_from_header off',
    'set_date_header off',
    'set_msgid_header off',
    'remove_bcc_headers off',
  ]
  if (setup.tls !== 'none' && !setup.verify) lines.push('tls_trust_file', 'tls_certcheck off')
  else if (setup.tls !== 'none') lines.push(`tls_trust_file ${setup.caFile ?? 'system'}`)
  if (setup.maxTls !== undefined) lines.push('tls_priorities NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT')
  if (setup.user !== undefined) {
    lines.push(`auth ${setup.mechanism?.toLowerCase() ?? 'on'}`)
    lines.push(`user ${setup.user}`, `password ${setup.password ?? ''}`)
  }
  return lines.join('\n') + '\n'
}
