import {
  goFile,
  goProgram,
  goSend,
  goTlsConfig,
  goTlsVersionHint,
  returnError,
  type GoFunction,
  type GoLines,
} from './go-file.ts'
import {
  addressOf,
  passwordOf,
  readsPassword,
  timeOutSeconds,
  userOf,
  type FixTarget,
  type Library,
} from './library.ts'
import { doubleQuoted } from './literals.ts'
import type { FixKind } from '../fix-kind.ts'

export const goNetSmtp: Library = {
  id: 'go',
  label: 'Go net/smtp',
  language: 'go',
  fix: (fixKind, target) => goFile(connect(fixKind, target)),
  setup: (target) => goProgram(connect('port', target), goSend('')),
}

function connect(fixKind: FixKind, target: FixTarget): GoFunction {
  const config = goTlsConfig(target, fixKind === 'tls-version' && goTlsVersionHint)
  const dialled = fixKind === 'time-out' ? dialWithTimeOut(target) : dial(target)
  const lines = [
    ...(target.tls === 'none' ? [] : config.lines),
    ...dialled.lines,
    ...(target.tls === 'starttls'
      ? ['if err := client.StartTLS(config); err != nil {', '\treturn nil, err', '}']
      : []),
    ...(target.login ? login(target) : []),
    ...(fixKind === 'no-login' ? ['// without client.Auth'] : []),
    'return client, nil',
  ]
  const imports = [
    'net/smtp',
    ...(target.tls === 'none' ? [] : config.imports),
    ...dialled.imports,
    ...(readsPassword(target) ? ['os'] : []),
  ]
  return { imports, signature: 'connect() (*smtp.Client, error)', lines }
}

function login(target: FixTarget): readonly string[] {
  const password = passwordOf(target, doubleQuoted, 'os.Getenv("SMTP_PASS")')
  return [
    // PlainAuth compares this name with the one the client was made with, not with the certificate.
    `auth := smtp.PlainAuth("", ${doubleQuoted(userOf(target))}, ${password}, ${doubleQuoted(target.host)})`,
    'if err := client.Auth(auth); err != nil {',
    '\treturn nil, err',
    '}',
  ]
}

/** `client`, by the time-outs of its own. */
function dial(target: FixTarget): GoLines {
  const address = doubleQuoted(addressOf(target))
  if (target.tls !== 'implicit')
    return { imports: [], lines: [`client, err := smtp.Dial(${address})`, ...returnError] }
  // smtp.SendMail and smtp.Dial know no implicit TLS.
  const connect = [`conn, err := tls.Dial("tcp", ${address}, config)`, ...returnError]
  return { imports: [], lines: [...connect, ...newClient(target)] }
}

function dialWithTimeOut(target: FixTarget): GoLines {
  const address = doubleQuoted(addressOf(target))
  const connection =
    target.tls === 'implicit'
      ? `tls.DialWithDialer(&net.Dialer{Timeout: ${timeOutSeconds} * time.Second}, "tcp", ${address}, config)`
      : `net.DialTimeout("tcp", ${address}, ${timeOutSeconds}*time.Second)`
  const connect = [`conn, err := ${connection}`, ...returnError]
  const deadline = [
    `if err := conn.SetDeadline(time.Now().Add(${timeOutSeconds} * time.Second)); err != nil {`,
    '\treturn nil, err',
    '}',
  ]
  return { imports: ['net', 'time'], lines: [...connect, ...deadline, ...newClient(target)] }
}

function newClient(target: FixTarget): readonly string[] {
  return [`client, err := smtp.NewClient(conn, ${doubleQuoted(target.host)})`, ...returnError]
}
