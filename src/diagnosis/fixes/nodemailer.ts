import { lines, passwordOf, recipient, sender, timeOutSeconds, userOf, type Library } from './library.ts'
import { singleQuoted } from './literals.ts'

const modes = {
  implicit: ['  secure: true, // TLS from the first byte'],
  starttls: ['  secure: false, // starts unencrypted …', '  requireTLS: true, // … and insists on STARTTLS'],
  none: ['  secure: false,', '  ignoreTLS: true, // this port has no TLS'],
}

export const nodemailer: Library = {
  id: 'nodemailer',
  label: 'Nodemailer',
  language: 'js',
  fix: (fixKind, target) => {
    const tls = [
      target.caFile !== null && `ca: readFileSync(${singleQuoted(target.caFile)})`,
      target.serverName !== null && `servername: ${singleQuoted(target.serverName)}`,
    ].filter((part) => part !== false)
    const withTls = target.tls !== 'none'
    return lines(
      withTls && target.caFile !== null && "import { readFileSync } from 'node:fs'",
      "import nodemailer from 'nodemailer'",
      '',
      'const transport = nodemailer.createTransport({',
      `  host: ${singleQuoted(target.host)},`,
      `  port: ${target.port},`,
      ...modes[target.tls],
      withTls && tls.length > 0 && `  tls: { ${tls.join(', ')} },`,
      fixKind === 'tls-version' &&
        '  // without tls.minVersion, tls.maxVersion, tls.ciphers and tls.secureProtocol',
      target.login &&
        `  auth: { user: ${singleQuoted(userOf(target))}, pass: ${passwordOf(target, singleQuoted, 'process.env.SMTP_PASS')} },`,
      fixKind === 'no-login' && '  // without auth',
      fixKind === 'time-out' && `  socketTimeout: ${timeOutSeconds * 1000},`,
      '})',
    )
  },
  setup: (target) =>
    lines(
      nodemailer.fix('port', target),
      '',
      'await transport.sendMail({',
      `  from: '${sender}',`,
      `  to: '${recipient}',`,
      "  subject: 'Test',",
      "  text: 'Hello',",
      '})',
    ),
}
