import {
  appendedCa,
  hostsLine,
  lines,
  passwordOf,
  readsPassword,
  recipient,
  sender,
  timeOutSeconds,
  trustsCa,
  userOf,
  type Library,
  type FixTarget,
} from './library.ts'
import { phpIniValue, urlPart } from './literals.ts'

export const symfony: Library = {
  id: 'symfony',
  label: 'Symfony Mailer',
  language: 'ini',
  fix: (fixKind, target) =>
    lines(
      '# .env',
      readsPassword(target) && '# PASSWORD: percent-encoded, as this prints it:',
      readsPassword(target) && `# php -r 'echo rawurlencode(getenv("SMTP_PASS"));'`,
      `MAILER_DSN="${dsn(target)}"`,
      target.tls === 'starttls' &&
        '# require_tls: Symfony 7.3 or later; before that STARTTLS is used when offered, not insisted on',
      target.tls === 'none' && '# auto_tls: Symfony 7.1 or later',
      ...hostsComment(target),
      fixKind === 'tls-version' && '# without crypto_method in the stream options',
      ...phpIni(target),
      fixKind === 'time-out' && phpIniHeading(target),
      fixKind === 'time-out' && `default_socket_timeout = ${timeOutSeconds}`,
    ),
  setup: (target) =>
    lines(
      symfony.fix('port', target),
      ...toSendOne(target, `php bin/console mailer:test ${recipient} --from=${sender}`),
    ),
}

/** The command that sends, as a comment of .env or, after its lines, of php.ini. */
export function toSendOne(target: FixTarget, command: string): readonly string[] {
  return ['and to send one:', command].map((line) => `${trustsCa(target) ? ';' : '#'} ${line}`)
}

/** PHP's own settings for a private CA, which Symfony and Laravel use. */
export function phpIni(target: FixTarget): readonly string[] {
  const cas = appendedCa(target)
  if (cas === null) return []
  return ['; php.ini', ...cas.lines.map((line) => `; ${line}`), `openssl.cafile = ${phpIniValue(cas.file)}`]
}

/** Neither passes on the name to verify. */
export function hostsComment(target: FixTarget): readonly string[] {
  const hosts = hostsLine(target)
  return target.tls === 'none' || hosts === null ? [] : [`# in the hosts file: ${hosts}`]
}

function phpIniHeading(target: FixTarget): string | false {
  return !trustsCa(target) && '; php.ini'
}

function dsn(target: FixTarget): string {
  const login = target.login ? `${urlPart(userOf(target))}:${passwordOf(target, urlPart, 'PASSWORD')}@` : ''
  const address = `${login}${target.serverName ?? target.host}:${target.port}`
  if (target.tls === 'implicit') return `smtps://${address}`
  return target.tls === 'starttls' ? `smtp://${address}?require_tls=true` : `smtp://${address}?auto_tls=false`
}
