import {
  appendedCa,
  hostsLine,
  lines,
  loginOff,
  timeOutSeconds,
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
      ...trust(target),
    ),
}

/** Django has no setting for it. */
function trust(target: FixTarget): readonly string[] {
  const cas = appendedCa(target)
  if (cas === null) return []
  return [...cas.lines, `start Django with SSL_CERT_FILE=${shellWord(cas.file)}`].map((line) => `# ${line}`)
}

function login(target: FixTarget): readonly string[] {
  if (target.login) {
    return [
      `EMAIL_HOST_USER = ${singleQuoted(userOf(target))}`,
      'EMAIL_HOST_PASSWORD = os.environ["SMTP_PASS"]',
    ]
  }
  return loginOff(target, "EMAIL_HOST_USER = ''", "EMAIL_HOST_PASSWORD = ''")
}
