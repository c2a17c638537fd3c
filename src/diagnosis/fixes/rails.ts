import {
  hostsLine,
  lines,
  passwordOf,
  recipient,
  sender,
  timeOutSeconds,
  userOf,
  type Library,
} from './library.ts'
import { singleQuoted } from './literals.ts'

const modes = {
  implicit: '  ssl: true,',
  starttls: '  enable_starttls: true, # enable_starttls_auto does not insist on it',
  none: '  enable_starttls_auto: false,',
}

export const rails: Library = {
  id: 'rails',
  label: 'Rails (Action Mailer)',
  language: 'ruby',
  fix: (fixKind, target) =>
    lines(
      '# config/environments/*.rb',
      target.tls !== 'none' && target.serverName !== null && `# in the hosts file: ${hostsLine(target)}`,
      'config.action_mailer.delivery_method = :smtp',
      'config.action_mailer.smtp_settings = {',
      `  address: ${singleQuoted(target.serverName ?? target.host)},`,
      `  port: ${target.port},`,
      modes[target.tls],
      target.tls !== 'none' && target.caFile !== null && `  ca_file: ${singleQuoted(target.caFile)},`,
      target.login && `  user_name: ${singleQuoted(userOf(target))},`,
      target.login && `  password: ${passwordOf(target, singleQuoted, "ENV['SMTP_PASS']")},`,
      target.login && '  authentication: :plain,',
      fixKind === 'no-login' && '  # without user_name, password and authentication',
      fixKind === 'time-out' && `  read_timeout: ${timeOutSeconds},`,
      '}',
    ),
  setup: (target) =>
    lines(rails.fix('port', target), '# and to send one:', `# bin/rails runner '${sending}'`),
}

const sending = `ActionMailer::Base.mail(from: "${sender}", to: "${recipient}", subject: "Test", body: "Hello").deliver_now`
