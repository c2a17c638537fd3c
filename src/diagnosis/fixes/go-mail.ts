import { lines, timeOutSeconds, userOf, type Library } from './library.ts'
import { doubleQuoted } from './literals.ts'

const modes = {
  implicit: '\tmail.WithSSL(),',
  starttls: '\tmail.WithTLSPolicy(mail.TLSMandatory),',
  none: '\tmail.WithTLSPolicy(mail.NoTLS),',
}

export const goMail: Library = {
  id: 'go-mail',
  label: 'go-mail',
  language: 'go',
  fix: (situation, target) =>
    lines(
      `client, err := mail.NewClient(${doubleQuoted(target.serverName ?? target.host)},`,
      `\tmail.WithPort(${target.port}),`,
      modes[target.tls],
      target.login && '\tmail.WithSMTPAuth(mail.SMTPAuthPlain),',
      target.login &&
        `\tmail.WithUsername(${doubleQuoted(userOf(target))}), mail.WithPassword(os.Getenv("SMTP_PASSWORD")),`,
      situation === 'no-login' && '\t// without mail.WithSMTPAuth',
      situation === 'time-out' && `\tmail.WithTimeout(${timeOutSeconds}*time.Second),`,
      ')',
      target.tls !== 'none' &&
        target.caFile !== null &&
        `// run the program with SSL_CERT_FILE=${target.caFile}`,
    ),
}
