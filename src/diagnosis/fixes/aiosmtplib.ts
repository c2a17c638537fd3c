import { hostsLine, lines, timeOutSeconds, trustsCa, userOf, type Library } from './library.ts'
import { singleQuoted } from './literals.ts'

// Left to itself, start_tls takes STARTTLS where it is offered and does not insist on it.
const modes = {
  implicit: ['    use_tls=True,'],
  starttls: ['    start_tls=True,'],
  none: ['    start_tls=False,'],
}

export const aiosmtplib: Library = {
  id: 'aiosmtplib',
  label: 'aiosmtplib',
  language: 'python',
  fix: (fixKind, target) => {
    const hosts = hostsLine(target)
    return lines(
      target.login && 'import os',
      target.login && '',
      'import aiosmtplib',
      '',
      target.tls !== 'none' && hosts !== null && `# in the hosts file: ${hosts}`,
      'smtp = aiosmtplib.SMTP(',
      `    hostname=${singleQuoted(target.serverName ?? target.host)},`,
      `    port=${target.port},`,
      ...modes[target.tls],
      trustsCa(target) && `    cert_bundle=${singleQuoted(target.caFile)},`,
      fixKind === 'tls-version' && '    # without tls_context',
      target.login && `    username=${singleQuoted(userOf(target))},`,
      target.login && '    password=os.environ["SMTP_PASS"],',
      fixKind === 'no-login' && '    # without username and password',
      fixKind === 'time-out' && `    timeout=${timeOutSeconds},`,
      ')',
    )
  },
}
