import {
  appendedCa,
  hostsLine,
  lines,
  loginOff,
  passwordOf,
  readsPassword,
  recipient,
  sender,
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
      readsPassword(target) && 'import os',
      readsPassword(target) && '',
      `EMAIL_HOST = ${singleQuoted(target.serverName ?? target.host)}`,
      `EMAIL_PORT = ${target.port}`,
      `EMAIL_USE_SSL = ${target.tls === 'implicit' ? 'True' : 'False'}`,
      `EMAIL_USE_TLS = ${target.tls === 'starttls' ? 'True' : 'False'}`,
      ...login(target),
      fixKind === 'time-out' && `EMAIL_TIMEOUT = ${timeOutSeconds}`,
      target.tls !== 'none' && target.serverName !== null && `# in the hosts file: ${hostsLine(target)}`,
      ...trust(target),
    ),
  setup: (target) => {
    const cas = appendedCa(target)
    const trusting = cas === null ? '' : `SSL_CERT_FILE=${shellWord(cas.file)} `
    return lines(
      django.fix('port', target),
      `DEFAULT_FROM_EMAIL = ${singleQuoted(sender)}`,
      '# and to send one:',
      `# ${trusting}python manage.py sendtestemail ${recipient}`,
    )
  },
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
      `EMAIL_HOST_PASSWORD = ${passwordOf(target, singleQuoted, 'os.environ["SMTP_PASS"]')}`,
    ]
  }
  return loginOff(target, "EMAIL_HOST_USER = ''", "EMAIL_HOST_PASSWORD = ''")
}
