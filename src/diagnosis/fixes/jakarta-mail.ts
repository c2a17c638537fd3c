import { hostsComments, trustStore } from './java-trust.ts'
import { lines, timeOutSeconds, userOf, type Library, type FixTarget } from './library.ts'
import { doubleQuoted } from './literals.ts'

export const jakartaMail: Library = {
  id: 'jakarta-mail',
  label: 'Jakarta Mail',
  language: 'java',
  fix: (fixKind, target) =>
    lines(
      target.login && 'import jakarta.mail.Authenticator;',
      target.login && 'import jakarta.mail.PasswordAuthentication;',
      'import jakarta.mail.Session;',
      'import java.util.Properties;',
      '',
      'Properties properties = new Properties();',
      ...jakartaProperties(target, fixKind === 'time-out', fixKind === 'tls-version').map(
        ([name, value]) => `properties.put(${doubleQuoted(name)}, ${doubleQuoted(value)});`,
      ),
      ...(target.login ? withLogin(target) : ['Session session = Session.getInstance(properties);']),
      ...[...hostsComments(target), ...trustStore(target)].map((line) => `// ${line}`),
    ),
}

function withLogin(target: FixTarget): readonly string[] {
  return [
    'Session session = Session.getInstance(properties, new Authenticator() {',
    '    @Override',
    '    protected PasswordAuthentication getPasswordAuthentication() {',
    `        return new PasswordAuthentication(${doubleQuoted(userOf(target))}, System.getenv("SMTP_PASS"));`,
    '    }',
    '});',
  ]
}

/** Properties of Jakarta Mail, which Spring Boot passes on. */
export function jakartaProperties(
  target: FixTarget,
  timeOut: boolean,
  tlsVersion: boolean,
): readonly (readonly [string, string])[] {
  const on = (condition: boolean): string => (condition ? 'true' : 'false')
  const properties: (readonly [string, string])[] = [
    ['mail.smtp.host', target.serverName ?? target.host],
    ['mail.smtp.port', String(target.port)],
    ['mail.smtp.ssl.enable', on(target.tls === 'implicit')],
    ['mail.smtp.starttls.enable', on(target.tls === 'starttls')],
    ['mail.smtp.starttls.required', on(target.tls === 'starttls')],
  ]
  // False is the default: where a login may be there, nothing takes its place.
  if (target.login || target.keepsLogin !== true) properties.push(['mail.smtp.auth', on(target.login)])
  // Off by default before Angus Mail.
  if (target.tls !== 'none') properties.push(['mail.smtp.ssl.checkserveridentity', 'true'])
  if (tlsVersion) properties.push(['mail.smtp.ssl.protocols', 'TLSv1.2 TLSv1.3'])
  if (timeOut) properties.push(['mail.smtp.timeout', String(timeOutSeconds * 1000)])
  return properties
}
