import { lines, userOf, type Library, type Target } from './library.ts'

export const symfony: Library = {
  id: 'symfony',
  label: 'Symfony Mailer',
  language: 'ini',
  fix: (situation, target) =>
    lines(
      '# .env',
      `MAILER_DSN=${dsn(target)}`,
      target.tls === 'starttls' &&
        '# require_tls: Symfony 7.3 or later; before that STARTTLS is used when offered, not insisted on',
      target.tls === 'none' && '# auto_tls: Symfony 7.1 or later',
      ...trust(target),
      situation === 'tls-version' && '# without crypto_method in the stream options',
      situation === 'time-out' && '; php.ini\ndefault_socket_timeout = 30',
    ),
}

/** PHP's own settings for a private CA, which Symfony and Laravel use. */
export function trust(target: Target): readonly string[] {
  return target.tls === 'none' || target.caFile === null
    ? []
    : ['; php.ini', `openssl.cafile = "${target.caFile}"`]
}

function dsn(target: Target): string {
  const login = target.login ? `${encodeURIComponent(userOf(target))}:PASSWORD@` : ''
  const address = `${login}${target.serverName ?? target.host}:${target.port}`
  if (target.tls === 'implicit') return `smtps://${address}`
  return target.tls === 'starttls'
    ? `"smtp://${address}?require_tls=true"`
    : `"smtp://${address}?auto_tls=false"`
}
