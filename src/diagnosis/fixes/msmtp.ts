import {
  lines,
  loginOff,
  passwordOf,
  recipient,
  sender,
  timeOutSeconds,
  userOf,
  type Library,
} from './library.ts'
import { clean } from '../quote.ts'

const modes = {
  implicit: ['tls on', 'tls_starttls off'],
  starttls: ['tls on', 'tls_starttls on'],
  none: ['tls off'],
}

export const msmtp: Library = {
  id: 'msmtp',
  label: 'msmtp',
  language: 'ini',
  fix: (fixKind, target) =>
    lines(
      'account default',
      `host ${quoted(target.host)}`,
      `port ${target.port}`,
      ...modes[target.tls],
      target.tls !== 'none' && target.caFile !== null && `tls_trust_file ${quoted(target.caFile)}`,
      target.tls !== 'none' && target.serverName !== null && `tls_host_override ${quoted(target.serverName)}`,
      fixKind === 'tls-version' && '# without tls_priorities',
      ...(target.login
        ? [
            // Of Debian 13, `auth on` takes SCRAM-SHA-256, and stops where SCRAM-SHA-256-PLUS is not offered beside it.
            target.tls === 'none' ? 'auth on' : 'auth plain',
            `user ${quoted(userOf(target))}`,
            passwordOf(
              target,
              (password) => `password ${quoted(password)}`,
              'passwordeval "printenv SMTP_PASS"',
            ),
          ]
        : loginOff(target, 'auth off')),
      fixKind === 'time-out' && `timeout ${timeOutSeconds}`,
    ),
  setup: (target) =>
    lines(
      msmtp.fix('port', target),
      '# saved as fourport.msmtprc, readable by you alone (chmod 600), and to send one:',
      `# printf '${mail}' "$(date +%s)" | msmtp -C fourport.msmtprc --from=${sender} ${recipient}`,
    ),
}

// msmtp adds the Date itself.
const mail = `From: ${sender}\\nTo: ${recipient}\\nSubject: Test\\nMessage-ID: <%s@example.com>\\n\\nHello\\n`

/** msmtp takes a value in double quotes, and no escapes in it. */
function quoted(value: string): string {
  return /^[\w.:/@+-]+$/.test(value) ? value : `"${clean(value, 512).replaceAll('"', '')}"`
}
