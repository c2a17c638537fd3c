import {
  lines,
  passwordOf,
  recipient,
  sender,
  timeOutSeconds,
  trustsCa,
  userOf,
  type Library,
} from './library.ts'
import { shellWord } from './literals.ts'

export const swaks: Library = {
  id: 'swaks',
  label: 'swaks',
  language: 'sh',
  fix: (fixKind, target) => {
    const named = target.tls !== 'none' && target.serverName !== null ? shellWord(target.serverName) : null
    const command = [
      `swaks --server ${shellWord(target.host)} --port ${target.port}`,
      target.tls === 'implicit' && '--tls-on-connect',
      target.tls === 'starttls' && '--tls',
      trustsCa(target) && `--tls-verify --tls-ca-path ${shellWord(target.caFile)}`,
      named !== null && `--tls-verify-target ${named} --tls-sni ${named}`,
      fixKind === 'tls-version' && '--tls-protocol no_sslv2,no_sslv3',
      target.login &&
        `--auth PLAIN --auth-user ${shellWord(userOf(target))} --auth-password ${passwordOf(target, shellWord, '"$SMTP_PASS"')}`,
      fixKind === 'time-out' && `--timeout ${timeOutSeconds}`,
      `--from ${sender} --to ${recipient}`,
    ]
    return lines(
      named !== null &&
        '# --tls-verify-target: swaks 20240103 or later; before that no names are compared, and none is needed',
      command.filter((part) => part !== false).join(' \\\n  '),
    )
  },
  // It makes its mail itself.
  setup: (target) => swaks.fix('port', target),
}
