import { lines, passwordOf, recipient, sender, timeOutSeconds, userOf, type Library } from './library.ts'
import { singleQuoted } from './literals.ts'

const modes = {
  implicit: 'tls: true,',
  starttls: 'starttls: :always,',
  none: 'tls: false, starttls: false,',
}

export const netSmtp: Library = {
  id: 'net-smtp',
  label: 'Ruby net-smtp',
  language: 'ruby',
  fix: (fixKind, target) =>
    lines(
      "require 'net/smtp'",
      '',
      'smtp = Net::SMTP.new(',
      `  ${singleQuoted(target.host)}, ${target.port},`,
      `  ${modes[target.tls]}`,
      target.tls !== 'none' &&
        target.caFile !== null &&
        `  ssl_context_params: { ca_file: ${singleQuoted(target.caFile)} },`,
      target.tls !== 'none' &&
        target.serverName !== null &&
        `  tls_hostname: ${singleQuoted(target.serverName)},`,
      fixKind === 'tls-version' && '  # without max_version and ciphers in ssl_context_params',
      ')',
      fixKind === 'time-out' && `smtp.read_timeout = ${timeOutSeconds}`,
      target.login
        ? `smtp.start(user: ${singleQuoted(userOf(target))}, secret: ${passwordOf(target, singleQuoted, "ENV['SMTP_PASS']")}, authtype: :plain)`
        : 'smtp.start',
    ),
  setup: (target) =>
    lines(
      netSmtp.fix('port', target),
      '',
      `smtp.send_message(<<~MESSAGE, '${sender}', '${recipient}')`,
      `  From: ${sender}`,
      `  To: ${recipient}`,
      '  Subject: Test',
      "  Date: #{Time.now.strftime('%a, %d %b %Y %T %z')}",
      '  Message-ID: <#{rand(10**12)}@example.com>',
      '',
      '  Hello',
      'MESSAGE',
      'smtp.finish',
    ),
}
