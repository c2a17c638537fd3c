import {
  hostsLine,
  lines,
  passwordOf,
  readsPassword,
  timeOutSeconds,
  userOf,
  type FixTarget,
  type Library,
} from './library.ts'
import { pythonMail, pythonMailImports } from './python-mail.ts'
import { singleQuoted } from './literals.ts'
import type { FixKind } from '../fix-kind.ts'

export const smtplib: Library = {
  id: 'smtplib',
  label: 'Python smtplib',
  language: 'python',
  fix: (fixKind, target) => lines(...imports(target), '', client(fixKind, target)),
  setup: (target) =>
    lines(
      ...imports(target),
      ...pythonMailImports,
      '',
      client('port', target),
      '',
      ...pythonMail,
      'smtp.send_message(message)',
      'smtp.quit()',
    ),
}

function imports(target: FixTarget): readonly string[] {
  return [
    ...(readsPassword(target) ? ['import os'] : []),
    'import smtplib',
    ...(target.tls === 'none' ? [] : ['import ssl']),
  ]
}

function client(fixKind: FixKind, target: FixTarget): string {
  return lines(
    target.tls !== 'none' &&
      `context = ssl.create_default_context(${target.caFile === null ? '' : `cafile=${singleQuoted(target.caFile)}`})`,
    fixKind === 'tls-version' && '# without context.maximum_version and context.set_ciphers()',
    target.tls !== 'none' && target.serverName !== null && `# in the hosts file: ${hostsLine(target)}`,
    ...connect(fixKind, target),
    target.login &&
      `smtp.login(${singleQuoted(userOf(target))}, ${passwordOf(target, singleQuoted, 'os.environ["SMTP_PASS"]')})`,
    fixKind === 'no-login' && '# without smtp.login()',
  )
}

function connect(fixKind: FixKind, target: FixTarget): readonly string[] {
  const timeout = fixKind === 'time-out' ? `, timeout=${timeOutSeconds}` : ''
  // The context checks the certificate against the host given here.
  const host = singleQuoted(target.serverName ?? target.host)
  if (target.tls === 'implicit')
    return [`smtp = smtplib.SMTP_SSL(${host}, ${target.port}, context=context${timeout})`]
  const plain = `smtp = smtplib.SMTP(${host}, ${target.port}${timeout})`
  return target.tls === 'starttls' ? [plain, 'smtp.starttls(context=context)'] : [plain]
}
