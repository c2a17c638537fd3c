import { goFile, goProgram, goTlsConfig, goTlsVersionHint, type GoFunction, type GoLines } from './go-file.ts'
import {
  lines,
  passwordOf,
  readsPassword,
  recipient,
  sender,
  timeOutSeconds,
  userOf,
  type FixTarget,
  type Library,
} from './library.ts'
import { doubleQuoted } from './literals.ts'
import type { FixKind } from '../fix-kind.ts'

const modes = {
  implicit: '\tmail.WithSSL(),',
  starttls: '\tmail.WithTLSPolicy(mail.TLSMandatory),',
  none: '\tmail.WithTLSPolicy(mail.NoTLS),',
}

export const goMail: Library = {
  id: 'go-mail',
  label: 'go-mail',
  language: 'go',
  fix: (fixKind, target) => goFile(newClient(fixKind, target)),
  setup: (target) => goProgram(newClient('port', target), sendOne),
}

const sendOne: GoLines = {
  imports: ['errors'],
  lines: [
    'client, err := newClient()',
    'if err != nil {',
    '\treturn err',
    '}',
    'message := mail.NewMsg()',
    `if err := errors.Join(message.From("${sender}"), message.To("${recipient}")); err != nil {`,
    '\treturn err',
    '}',
    'message.Subject("Test")',
    'message.SetBodyString(mail.TypeTextPlain, "Hello")',
    'return client.DialAndSend(message)',
  ],
}

function newClient(fixKind: FixKind, target: FixTarget): GoFunction {
  // Its own configuration will do where nothing but the host needs a check.
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
    target.login && `\tmail.WithPassword(${passwordOf(target, doubleQuoted, 'os.Getenv("SMTP_PASS")')}),`,
    fixKind === 'no-login' && '\t// without mail.WithSMTPAuth',
    fixKind === 'time-out' && `\tmail.WithTimeout(${timeOutSeconds}*time.Second),`,
    ')',
  )
  const imports = [
    'github.com/wneessen/go-mail',
    ...config.imports,
    ...(readsPassword(target) ? ['os'] : []),
    ...(fixKind === 'time-out' ? ['time'] : []),
  ]
  return {
    imports,
    signature: 'newClient() (*mail.Client, error)',
    lines: [...config.lines, ...call.split('\n')],
  }
}
