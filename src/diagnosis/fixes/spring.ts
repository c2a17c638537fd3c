import { jakartaProperties } from './jakarta-mail.ts'
import { hostsComments, springBundle, trustStore } from './java-trust.ts'
import { lines, passwordOf, recipient, sender, userOf, type Library } from './library.ts'
import { propertiesValue } from './literals.ts'

const own: ReadonlySet<string> = new Set(['mail.smtp.host', 'mail.smtp.port'])

export const spring: Library = {
  id: 'spring',
  label: 'Spring Boot',
  language: 'ini',
  fix: (fixKind, target) =>
    lines(
      '# application.properties',
      `spring.mail.host=${propertiesValue(target.serverName ?? target.host)}`,
      `spring.mail.port=${target.port}`,
      target.login && `spring.mail.username=${propertiesValue(userOf(target))}`,
      target.login && `spring.mail.password=${passwordOf(target, propertiesValue, '${SMTP_PASS}')}`,
      ...jakartaProperties(target, fixKind === 'time-out', fixKind === 'tls-version')
        .filter(([name]) => !own.has(name))
        .map(([name, value]) => `spring.mail.properties.${name}=${value}`),
      ...springBundle(target),
      ...[...hostsComments(target), ...trustStore(target)].map((line) => `# ${line}`),
    ),
  setup: (target) => lines(spring.fix('port', target), ...sendOne.map((line) => `# ${line}`)),
}

// Spring has no command that sends.
const sendOne = [
  'and to send one, in a class of the app:',
  '@Bean CommandLineRunner sendOne(JavaMailSender sender) {',
  '    return arguments -> {',
  '        var message = new SimpleMailMessage();',
  `        message.setFrom("${sender}");`,
  `        message.setTo("${recipient}");`,
  '        message.setSubject("Test");',
  '        message.setText("Hello");',
  '        sender.send(message);',
  '    };',
  '}',
]
