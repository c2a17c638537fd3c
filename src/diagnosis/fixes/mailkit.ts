import {
  appendedCa,
  hostsLine,
  lines,
  passwordOf,
  recipient,
  sender,
  timeOutSeconds,
  trustsCa,
  userOf,
  type FixTarget,
  type Library,
} from './library.ts'
import { doubleQuoted, shellWord } from './literals.ts'
import type { FixKind } from '../fix-kind.ts'

// SecureSocketOptions.Auto picks implicit TLS on 465 alone, so it is always named.
const modes = { implicit: 'SslOnConnect', starttls: 'StartTls', none: 'None' }

export const mailkit: Library = {
  id: 'mailkit',
  label: 'MailKit (.NET)',
  language: 'csharp',
  fix: (fixKind, target) => lines(...usings(fixKind), '', settings(fixKind, target)),
  setup: (target) =>
    lines(
      ...usings('port'),
      'using MimeKit;',
      '',
      settings('port', target),
      '',
      'var message = new MimeMessage();',
      `message.From.Add(MailboxAddress.Parse("${sender}"));`,
      `message.To.Add(MailboxAddress.Parse("${recipient}"));`,
      'message.Subject = "Test";',
      'message.Body = new TextPart("plain") { Text = "Hello" };',
      'client.Send(message);',
      'client.Disconnect(true);',
    ),
}

function usings(fixKind: FixKind): readonly string[] {
  return [
    'using MailKit.Net.Smtp;',
    'using MailKit.Security;',
    ...(fixKind === 'tls-version' ? ['using System.Security.Authentication;'] : []),
  ]
}

function settings(fixKind: FixKind, target: FixTarget): string {
  const hosts = hostsLine(target)
  return lines(
    'using var client = new SmtpClient();',
    fixKind === 'time-out' && `client.Timeout = ${timeOutSeconds * 1000};`,
    fixKind === 'tls-version' && "client.SslProtocols = SslProtocols.None; // the system's choice",
    trustsCa(target) && '// a private CA publishes no revocation list',
    trustsCa(target) && 'client.CheckCertificateRevocation = false;',
    `client.Connect(${doubleQuoted(target.serverName ?? target.host)}, ${target.port}, SecureSocketOptions.${modes[target.tls]});`,
    target.login &&
      `client.Authenticate(${doubleQuoted(userOf(target))}, ${passwordOf(target, doubleQuoted, 'Environment.GetEnvironmentVariable("SMTP_PASS")')});`,
    fixKind === 'no-login' && '// without client.Authenticate',
    target.tls !== 'none' && hosts !== null && `// in the hosts file: ${hosts}`,
    ...trust(target),
  )
}

function trust(target: FixTarget): readonly string[] {
  const cas = appendedCa(target)
  if (cas === null) return []
  const start = `start the app with SSL_CERT_FILE=${shellWord(cas.file)} on Linux; elsewhere add the CA to the system's store`
  return [...cas.lines, start].map((line) => `// ${line}`)
}
