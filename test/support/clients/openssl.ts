import { isIP } from 'node:net'
import { timesOf, type ClientSetup, type MailClient } from './client.ts'
import { askFor } from '../programs/processes.ts'
import { missing } from '../programs/programs.ts'
import { runProcess } from './run-process.ts'

/** `openssl s_client` with the SMTP dialogue typed into it: a client without a library. */
export const opensslClient: MailClient = {
  name: 'openssl',
  kind: 'openssl',
  installed: 'on-this-machine',
  version: () => askFor(/^OpenSSL (\d+\.\d+)/, 'openssl', ['version']),
  mechanisms: ['PLAIN'],
  tls: ['implicit', 'starttls'],
  bytes: 'the whole message, dot-stuffed here and typed in',
  missing: () => missing('openssl'),
  send: async (setup) => {
    const lines = dialogue(setup)
    let answered = 0
    let accepted = false
    const result = await runProcess('openssl', argumentsFor(setup), {
      limitMs: timesOf(setup).limitMs,
      onOutput: (output, write) => {
        // The last line of a reply has a space after its code (RFC 5321 §4.2.1).
        const replies = output.match(/^\d{3} .*\r?\n/gm) ?? []
        while (answered < replies.length) {
          const reply = replies[answered] ?? ''
          const line = reply.startsWith('2') || reply.startsWith('3') ? lines[answered] : 'QUIT\r\n'
          if (answered === lines.length - 1) accepted = reply.startsWith('250')
          answered += 1
          if (line !== undefined) write(line)
        }
      },
    })
    return { ...result, ok: result.ok && accepted }
  },
}

function argumentsFor(setup: ClientSetup): string[] {
  const byName = isIP(setup.host) === 0
  return [
    's_client',
    '-quiet',
    '-nocommands',
    '-connect',
    `${setup.host}:${setup.port}`,
    // RFC 6066 §3: no address in SNI.
    ...(byName ? ['-servername', setup.host] : ['-noservername']),
    ...(setup.tls === 'starttls' ? ['-starttls', 'smtp', '-name', 'openssl.test'] : []),
    ...(setup.verify
      ? ['-verify_return_error', '-x509_strict', byName ? '-verify_hostname' : '-verify_ip', setup.host]
      : []),
    ...(setup.caFile === null ? [] : ['-CAfile', setup.caFile]),
    ...(setup.maxTls === undefined ? [] : ['-tls1_1', '-cipher', 'DEFAULT@SECLEVEL=0']),
  ]
}

/** What is typed at each reply; the first one is the greeting, or with -starttls the end of the EHLO reply, which s_client shows (on stderr) in its place. */
function dialogue(setup: ClientSetup): (string | Buffer)[] {
  const plain = Buffer.from(`\0${setup.user ?? ''}\0${setup.password ?? ''}`).toString('base64')
  return [
    'EHLO openssl.test\r\n',
    ...(setup.user === undefined ? [] : [`AUTH PLAIN ${plain}\r\n`]),
    `MAIL FROM:<${setup.from}>\r\n`,
    ...setup.to.map((address) => `RCPT TO:<${address}>\r\n`),
    'DATA\r\n',
    Buffer.from(setup.message.toString('latin1').replaceAll(/^\./gm, '..') + '.\r\n', 'latin1'),
    'QUIT\r\n',
  ]
}
