import { hostsComments, javaProgram, trustStore } from './java-trust.ts'
import {
  lines,
  passwordOf,
  recipient,
  sender,
  timeOutSeconds,
  userOf,
  type FixTarget,
  type Library,
} from './library.ts'
import { doubleQuoted } from './literals.ts'
import type { FixKind } from '../fix-kind.ts'

const strategies = { implicit: 'SMTPS', starttls: 'SMTP_TLS', none: 'SMTP' }

export const simpleJavaMail: Library = {
  id: 'simple-java-mail',
  label: 'Simple Java Mail',
  language: 'java',
  fix: (fixKind, target) =>
    lines(
      ...imports,
      '',
      mailer(fixKind, target),
      ...[...hostsComments(target), ...trustStore(target)].map((line) => `// ${line}`),
    ),
  setup: (target) =>
    lines(
      ...javaProgram(['import org.simplejavamail.email.EmailBuilder;', ...imports].toSorted(), target, [
        mailer('port', target),
        ...sendOne,
      ]),
    ),
}

const sendOne = [
  'mailer.sendMail(EmailBuilder.startingBlank()',
  `    .from("${sender}")`,
  `    .to("${recipient}")`,
  '    .withSubject("Test")',
  '    .withPlainText("Hello")',
  '    .buildEmail());',
]

const imports = [
  'import org.simplejavamail.api.mailer.Mailer;',
  'import org.simplejavamail.api.mailer.config.TransportStrategy;',
  'import org.simplejavamail.mailer.MailerBuilder;',
]

function mailer(fixKind: FixKind, target: FixTarget): string {
  const password = passwordOf(target, doubleQuoted, 'System.getenv("SMTP_PASS")')
  return lines(
    'Mailer mailer = MailerBuilder',
    target.login
      ? `    .withSMTPServer(${server(target.serverName ?? target.host, target.port)}, ${doubleQuoted(userOf(target))}, ${password})`
      : `    .withSMTPServer(${server(target.serverName ?? target.host, target.port)})`,
    `    .withTransportStrategy(TransportStrategy.${strategies[target.tls]})`,
    // Left to itself it takes a certificate of anybody's.
    target.tls !== 'none' && '    .trustingAllHosts(false)',
    // SMTP takes STARTTLS where it is offered, without comparing names.
    target.tls === 'none' && '    .withProperty("mail.smtp.starttls.enable", "false")',
    fixKind === 'tls-version' &&
      `    .withProperty("mail.${target.tls === 'implicit' ? 'smtps' : 'smtp'}.ssl.protocols", "TLSv1.2 TLSv1.3")`,
    fixKind === 'no-login' && '    // without a user and a password',
    fixKind === 'time-out' && `    .withSessionTimeout(${timeOutSeconds * 1000})`,
    '    .buildMailer();',
  )
}

function server(host: string, port: number): string {
  return `${doubleQuoted(host)}, ${port}`
}
