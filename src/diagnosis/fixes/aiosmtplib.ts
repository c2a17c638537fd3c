import {
  hostsLine,
  lines,
  passwordOf,
  readsPassword,
  timeOutSeconds,
  trustsCa,
  userOf,
  type FixTarget,
  type Library,
} from './library.ts'
import type { FixKind } from '../fix-kind.ts'
import { pythonMail, pythonMailImports } from './python-mail.ts'
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
  fix: (fixKind, target) =>
    lines(
      readsPassword(target) && 'import os',
      readsPassword(target) && '',
      'import aiosmtplib',
      '',
      client(fixKind, target),
    ),
  setup: (target) =>
    lines(
      'import asyncio',
      readsPassword(target) && 'import os',
      ...pythonMailImports,
      '',
      'import aiosmtplib',
      '',
      client('port', target),
      '',
      ...pythonMail,
      '',
      '',
      'async def send():',
      '    async with smtp:',
      '        await smtp.send_message(message)',
      '',
      '',
      'asyncio.run(send())',
    ),
}

function client(fixKind: FixKind, target: FixTarget): string {
  const hosts = hostsLine(target)
  return lines(
    target.tls !== 'none' && hosts !== null && `# in the hosts file: ${hosts}`,
    'smtp = aiosmtplib.SMTP(',
    `    hostname=${singleQuoted(target.serverName ?? target.host)},`,
    `    port=${target.port},`,
    ...modes[target.tls],
    trustsCa(target) && `    cert_bundle=${singleQuoted(target.caFile)},`,
    fixKind === 'tls-version' && '    # without tls_context',
    target.login && `    username=${singleQuoted(userOf(target))},`,
    target.login && `    password=${passwordOf(target, singleQuoted, 'os.environ["SMTP_PASS"]')},`,
    fixKind === 'no-login' && '    # without username and password',
    fixKind === 'time-out' && `    timeout=${timeOutSeconds},`,
    ')',
  )
}
