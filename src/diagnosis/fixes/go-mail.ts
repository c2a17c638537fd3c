import { goFile, goTlsConfig, goTlsVersionHint } from './go-file.ts'
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
  fix: (fixKind, target) => {
    // Its own configuration will do where nothing but the host is to be verified.
    const configured = target.tls !== 'none' && (target.caFile !== null || target.serverName !== null)
    const config = configured
      ? goTlsConfig(target, fixKind === 'tls-version' && goTlsVersionHint)
      : { imports: [], lines: [] }
    const call = lines(
      `return mail.NewClient(${doubleQuoted(target.host)},`,
      `\tmail.WithPort(${target.port}),`,
      modes[target.tls],
      configured && '\tmail.WithTLSConfig(config),',
      !configured && fixKind === 'tls-version' && '\t// without mail.WithTLSConfig',
      target.login && '\tmail.WithSMTPAuth(mail.SMTPAuthPlain),',
      target.login && `\tmail.WithUsername(${doubleQuoted(userOf(target))}),`,
      target.login && '\tmail.WithPassword(os.Getenv("SMTP_PASS")),',
      fixKind === 'no-login' && '\t// without mail.WithSMTPAuth',
      fixKind === 'time-out' && `\tmail.WithTimeout(${timeOutSeconds}*time.Second),`,
      ')',
    )
    const imports = [
      'github.com/wneessen/go-mail',
      ...config.imports,
      ...(target.login ? ['os'] : []),
      ...(fixKind === 'time-out' ? ['time'] : []),
    ]
    return goFile(imports, 'newClient() (*mail.Client, error)', [...config.lines, ...call.split('\n')])
  },
}
