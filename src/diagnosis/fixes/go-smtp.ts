import { goFile, goTlsConfig, goTlsVersionHint, returnError } from './go-file.ts'
import { addressOf, timeOutSeconds, userOf, type Library } from './library.ts'
import { doubleQuoted } from './literals.ts'

const dialers = { implicit: 'DialTLS', starttls: 'DialStartTLS', none: 'Dial' }

export const goSmtp: Library = {
  id: 'go-smtp',
  label: 'emersion/go-smtp',
  language: 'go',
  fix: (fixKind, target) => {
    const withTls = target.tls !== 'none'
    const config = goTlsConfig(target, fixKind === 'tls-version' && goTlsVersionHint)
    const timeOut = fixKind === 'time-out'
    const body = [
      ...(withTls ? config.lines : []),
      `client, err := smtp.${dialers[target.tls]}(${doubleQuoted(addressOf(target))}${withTls ? ', config' : ''})`,
      ...returnError,
      ...(timeOut ? [`client.CommandTimeout = ${timeOutSeconds} * time.Second`] : []),
      ...(fixKind === 'no-login' ? ['// without client.Auth'] : []),
      ...(target.login
        ? [
            `auth := sasl.NewPlainClient("", ${doubleQuoted(userOf(target))}, os.Getenv("SMTP_PASS"))`,
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
      ...(target.login ? ['os', 'github.com/emersion/go-sasl'] : []),
      ...(timeOut ? ['time'] : []),
    ]
    return goFile(imports, 'connect() (*smtp.Client, error)', body)
  },
}
