import { userOf, type Library } from './library.ts'
import { shellWord } from './literals.ts'

export const curl: Library = {
  id: 'curl',
  label: 'curl',
  language: 'sh',
  fix: (fixKind, target) => {
    const host = target.serverName ?? target.host
    const scheme = target.tls === 'implicit' ? 'smtps' : 'smtp'
    return [
      `curl ${shellWord(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${target.port}`)}`,
      target.serverName !== null && `--connect-to ${shellWord(`::${target.host}:${target.port}`)}`,
      target.tls === 'starttls' && '--ssl-reqd',
      target.tls !== 'none' && target.caFile !== null && `--cacert ${shellWord(target.caFile)}`,
      fixKind === 'tls-version' && '--tlsv1.2',
      target.login && `--user ${shellWord(userOf(target))}:"$SMTP_PASS"`,
      fixKind === 'time-out' && '--max-time 60',
      '--mail-from me@example.com --mail-rcpt you@example.com',
      '--upload-file message.eml',
    ]
      .filter((part) => part !== false)
      .join(' \\\n  ')
  },
}
