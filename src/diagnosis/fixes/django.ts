import {
  hostsLine,
  lines,
  loginOff,
  timeOutSeconds,
  trustsCa,
  userOf,
  type FixTarget,
  type Library,
} from './library.ts'
import { shellWord, singleQuoted } from './literals.ts'

export const django: Library = {
  id: 'django',
  label: 'Django',
  language: 'python',
  fix: (fixKind, target) =>
    lines(
      target.login && 'import os',
      target.login && '',
      `EMAIL_HOST = ${singleQuoted(target.serverName ?? target.host)}`,
      `EMAIL_PORT = ${target.port}`,
      `EMAIL_USE_SSL = ${target.tls === 'implicit' ? 'True' : 'False'}`,
      `EMAIL_USE_TLS = ${target.tls === 'starttls' ? 'True' : 'False'}`,
      ...login(target),
      fixKind === 'time-out' && `EMAIL_TIMEOUT = ${timeOutSeconds}`,
      target.tls !== 'none' && target.serverName !== null && `# in the hosts file: ${hostsLine(target)}`,
      trustsCa(target) && '# it replaces the public CAs: `fourport ca` prints how to keep them',
      trustsCa(target) && `# start Django with SSL_CERT_FILE=${shellWord(target.caFile)}`,
    ),
}

function login(target: FixTarget): readonly string[] {
  if (target.login) {
    return [
      `EMAIL_HOST_USER = ${singleQuoted(userOf(target))}`,
      'EMAIL_HOST_PASSWORD = os.environ["SMTP_PASSWORD"]',
    ]
  }
  return loginOff(target, "EMAIL_HOST_USER = ''", "EMAIL_HOST_PASSWORD = ''")
}
