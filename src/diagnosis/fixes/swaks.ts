import { timeOutSeconds, userOf, type Library } from './library.ts'
import { shellWord } from './literals.ts'

export const swaks: Library = {
  id: 'swaks',
  label: 'swaks',
  language: 'sh',
  fix: (situation, target) =>
    [
      `swaks --server ${shellWord(target.host)} --port ${target.port}`,
      target.tls === 'implicit' && '--tls-on-connect',
      target.tls === 'starttls' && '--tls',
      target.tls !== 'none' &&
        target.caFile !== null &&
        `--tls-verify --tls-ca-path ${shellWord(target.caFile)}`,
      target.serverName !== null &&
        `--tls-verify-target ${shellWord(target.serverName)} --tls-sni ${shellWord(target.serverName)}`,
      situation === 'tls-version' && '--tls-protocol no_sslv2,no_sslv3',
      target.login &&
        `--auth PLAIN --auth-user ${shellWord(userOf(target))} --auth-password "$SMTP_PASSWORD"`,
      situation === 'time-out' && `--timeout ${timeOutSeconds}`,
      '--from me@example.com --to you@example.com',
    ]
      .filter((part) => part !== false)
      .join(' \\\n  '),
}
