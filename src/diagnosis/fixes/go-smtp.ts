import {
  goFile,
  goProgram,
  goSend,
  goTlsConfig,
  goTlsVersionHint,
  returnError,
  type GoFunction,
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

const dialers = { implicit: 'DialTLS', starttls: 'DialStartTLS', none: 'Dial' }

export const goSmtp: Library = {
  id: 'go-smtp',
  label: 'emersion/go-smtp',
  language: 'go',
  fix: (fixKind, target) => goFile(connect(fixKind, target)),
  setup: (target) => goProgram(connect('port', target), goSend(', nil')),
}

function connect(fixKind: FixKind, target: FixTarget): GoFunction {
  const withTls = target.tls !== 'none'
  const config = goTlsConfig(target, fixKind === 'tls-version' && goTlsVersionHint)
  const timeOut = fixKind === 'time-out'
  const lines = [
    ...(withTls ? config.lines : []),
    `client, err := smtp.${dialers[target.tls]}(${doubleQuoted(addressOf(target))}${withTls ? ', config' : ''})`,
    ...returnError,
    ...(timeOut ? [`client.CommandTimeout = ${timeOutSeconds} * time.Second`] : []),
    ...(fixKind === 'no-login' ? ['// without client.Auth'] : []),
    ...(target.login
      ? [
          `auth := sasl.NewPlainClient("", ${doubleQuoted(userOf(target))}, ${passwordOf(target, doubleQuoted, 'os.Getenv("SMTP_PASS")')})`,
          'if err := client.Auth(auth); err != nil {',
          '\treturn nil, err',
          '}',
        ]
      : []),
    'return client, nil',
  ]
  const imports = [
    'github.com/emersion/go-smtp',
    ...(withTls ? config.imports : []),
    ...(readsPassword(target) ? ['os'] : []),
    ...(target.login ? ['github.com/emersion/go-sasl'] : []),
    ...(timeOut ? ['time'] : []),
  ]
  return { imports, signature: 'connect() (*smtp.Client, error)', lines }
}
