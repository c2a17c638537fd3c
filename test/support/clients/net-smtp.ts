import { everyTls, type Mechanism, type MailClient } from './client.ts'
import { ask, hasProgram } from '../programs/processes.ts'
import { missing } from '../programs/programs.ts'
import { runScript } from './script-client.ts'

const always = ['PLAIN', 'LOGIN', 'CRAM-MD5'] as const

// Mechanisms are classes from 0.4 on, and XOAUTH2 came with them.
const knowsXoauth2 = (): boolean =>
  hasProgram('ruby', ['-rnet/smtp', '-e', 'Net::SMTP::Authenticator.auth_class(:xoauth2) or exit 1'])

export const netSmtpClient: MailClient = {
  name: 'net-smtp',
  kind: 'net-smtp',
  installed: 'on-this-machine',
  version: () =>
    ask('ruby', ['-rnet/smtp', '-e', 'print Net::SMTP::VERSION, " on Ruby ", RUBY_VERSION[/\\d+\\.\\d+/]']) ??
    '',
  get mechanisms(): readonly Mechanism[] {
    return knowsXoauth2() ? [...always, 'XOAUTH2'] : always
  },
  tls: everyTls,
  bytes: 'the whole message, given to send_message',
  missing: () => missing('net-smtp'),
  send: (setup) => runScript('ruby', 'send.rb', setup),
}
