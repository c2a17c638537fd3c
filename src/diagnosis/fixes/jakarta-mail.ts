import { hostsComments, javaProgram, trustStore } from './java-trust.ts'
import {
  lines,
  passwordOf,
  recipient,
  sender,
  timeOutSeconds,
  userOf,
  type FixTarget,
  type Library,
} from './library.ts'
import { doubleQuoted } from './literals.ts'
import type { FixKind } from '../fix-kind.ts'

export const jakartaMail: Library = {
  id: 'jakarta-mail',
  label: 'Jakarta Mail',
  language: 'java',
  fix: (fixKind, target) =>
    lines(
      ...imports(target),
      '',
      ...session(fixKind, target),
      ...[...hostsComments(target), ...trustStore(target)].map((line) => `// ${line}`),
    ),
  setup: (target) => {
    const [own, java] = [imports(target).slice(0, -1), imports(target).slice(-1)]
    const mail = ['Message', 'Transport', 'internet.MimeMessage'].map(
      (name) => `import jakarta.mail.${name};`,
    )
    return lines(...javaProgram([...own, ...mail, ...java], target, [...session('port', target), ...sendOne]))
  },
}

const sendOne = [
  'MimeMessage message = new MimeMessage(session);',
  `message.setFrom("${sender}");`,
  `message.setRecipients(Message.RecipientType.TO, "${recipient}");`,
  'message.setSubject("Test");',
  'message.setText("Hello");',
  'Transport.send(message);',
]

function imports(target: FixTarget): readonly string[] {
  return [
    ...(target.login
      ? ['import jakarta.mail.Authenticator;', 'import jakarta.mail.PasswordAuthentication;']
      : []),
    'import jakarta.mail.Session;',
    'import java.util.Properties;',
  ]
}

function session(fixKind: FixKind, target: FixTarget): readonly string[] {
  return [
    'Properties properties = new Properties();',
    ...jakartaProperties(target, fixKind === 'time-out', fixKind === 'tls-version').map(
      ([name, value]) => `properties.put(${doubleQuoted(name)}, ${doubleQuoted(value)});`,
    ),
    ...(target.login ? withLogin(target) : ['Session session = Session.getInstance(properties);']),
  ]
}

function withLogin(target: FixTarget): readonly string[] {
  const password = passwordOf(target, doubleQuoted, 'System.getenv("SMTP_PASS")')
  return [
    'Session session = Session.getInstance(properties, new Authenticator() {',
    '    @Override',
    '    protected PasswordAuthentication getPasswordAuthentication() {',
    `        return new PasswordAuthentication(${doubleQuoted(userOf(target))}, ${password});`,
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
