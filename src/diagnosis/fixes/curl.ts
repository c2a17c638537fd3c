import { passwordOf, recipient, sender, userOf, type FixTarget, type Library } from './library.ts'
import { shellWord } from './literals.ts'
import type { FixKind } from '../fix-kind.ts'

export const curl: Library = {
  id: 'curl',
  label: 'curl',
  language: 'sh',
  fix: (fixKind, target) => command(fixKind, target, '--upload-file message.eml'),
  setup: (target) =>
    [
      command('port', target, '--crlf --upload-file - <<END'),
      `From: ${sender}`,
      `To: ${recipient}`,
      'Subject: Test',
      "Date: $(LC_ALL=C date '+%a, %d %b %Y %T %z')",
      'Message-ID: <$(date +%s).$$@example.com>',
      '',
      'Hello',
      'END',
    ].join('\n'),
}

function command(fixKind: FixKind, target: FixTarget, upload: string): string {
  const host = target.serverName ?? target.host
  const scheme = target.tls === 'implicit' ? 'smtps' : 'smtp'
  return [
    `curl ${shellWord(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${target.port}`)}`,
    target.serverName !== null && `--connect-to ${shellWord(`::${target.host}:${target.port}`)}`,
    target.tls === 'starttls' && '--ssl-reqd',
    target.tls !== 'none' && target.caFile !== null && `--cacert ${shellWord(target.caFile)}`,
    fixKind === 'tls-version' && '--tlsv1.2',
    target.login && `--user ${shellWord(userOf(target))}:${passwordOf(target, shellWord, '"$SMTP_PASS"')}`,
    fixKind === 'time-out' && '--max-time 60',
    `--mail-from ${sender} --mail-rcpt ${recipient}`,
    upload,
  ]
    .filter((part) => part !== false)
    .join(' \\\n  ')
}
