import { everyTls, type MailClient } from './client.ts'
import { hasProgram } from './run-process.ts'
import { runScript } from './script-client.ts'

export const netSmtpClient: MailClient = {
  name: 'net-smtp',
  mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
  tls: everyTls,
  bytes: 'the whole message, given to send_message',
  missing: () =>
    hasProgram('ruby', ['-rnet/smtp', '-e', '']) ? null : 'ruby with net-smtp is not installed',
  send: (setup) => runScript('ruby', 'send.rb', setup),
}
