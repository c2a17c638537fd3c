import { lines, timeOutSeconds, userOf, type Library, type Target } from './library.ts'
import { doubleQuoted } from './literals.ts'

export const goNetSmtp: Library = {
  id: 'go',
  label: 'Go net/smtp',
  language: 'go',
  fix: (situation, target) =>
    lines(
      ...(target.tls === 'none' ? [] : tlsConfig(target)),
      ...dial(target),
      situation === 'time-out' &&
        `// net.DialTimeout and conn.SetDeadline with ${timeOutSeconds} seconds instead`,
      target.login &&
        `err = client.Auth(smtp.PlainAuth("", ${doubleQuoted(userOf(target))}, os.Getenv("SMTP_PASSWORD"), ${doubleQuoted(target.host)}))`,
      situation === 'no-login' && '// without client.Auth',
    ),
}

function tlsConfig(target: Target): readonly string[] {
  const name = `ServerName: ${doubleQuoted(target.serverName ?? target.host)}, MinVersion: tls.VersionTLS12`
  if (target.caFile === null) return [`config := &tls.Config{${name}}`]
  return [
    `pem, err := os.ReadFile(${doubleQuoted(target.caFile)})`,
    'roots := x509.NewCertPool()',
    'roots.AppendCertsFromPEM(pem)',
    `config := &tls.Config{${name}, RootCAs: roots}`,
  ]
}

function dial(target: Target): readonly string[] {
  const address = doubleQuoted(
    `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`,
  )
  if (target.tls === 'none') return [`client, err := smtp.Dial(${address})`]
  if (target.tls === 'starttls')
    return [`client, err := smtp.Dial(${address})`, 'err = client.StartTLS(config)']
  // smtp.SendMail and smtp.Dial know no implicit TLS.
  return [
    `conn, err := tls.Dial("tcp", ${address}, config)`,
    `client, err := smtp.NewClient(conn, ${doubleQuoted(target.serverName ?? target.host)})`,
  ]
}
