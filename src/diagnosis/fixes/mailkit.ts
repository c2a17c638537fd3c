import { lines, timeOutSeconds, userOf, type Library } from './library.ts'
import { doubleQuoted } from './literals.ts'

// SecureSocketOptions.Auto picks implicit TLS on 465 alone, so it is always named.
const modes = { implicit: 'SslOnConnect', starttls: 'StartTls', none: 'None' }

export const mailkit: Library = {
  id: 'mailkit',
  label: 'MailKit (.NET)',
  language: 'csharp',
  fix: (situation, target) =>
    lines(
      'using var client = new SmtpClient();',
      situation === 'time-out' && `client.Timeout = ${timeOutSeconds * 1000};`,
      situation === 'tls-version' && 'client.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;',
      target.tls !== 'none' && target.caFile !== null && '// a private CA publishes no revocation list',
      target.tls !== 'none' && target.caFile !== null && 'client.CheckCertificateRevocation = false;',
      `client.Connect(${doubleQuoted(target.serverName ?? target.host)}, ${target.port}, SecureSocketOptions.${modes[target.tls]});`,
      target.login &&
        `client.Authenticate(${doubleQuoted(userOf(target))}, Environment.GetEnvironmentVariable("SMTP_PASSWORD"));`,
      situation === 'no-login' && '// without client.Authenticate',
      target.tls !== 'none' &&
        target.caFile !== null &&
        `// trust the CA: SSL_CERT_FILE=${target.caFile} on Linux, the system's store elsewhere`,
    ),
}
