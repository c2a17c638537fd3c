import { lines, timeOutSeconds, type Library, type Target } from './library.ts'
import { doubleQuoted } from './literals.ts'

export const jakartaMail: Library = {
  id: 'jakarta-mail',
  label: 'Jakarta Mail',
  language: 'java',
  fix: (situation, target) =>
    lines(
      'Properties properties = new Properties();',
      ...jakartaProperties(target, situation === 'time-out', situation === 'tls-version').map(
        ([name, value]) => `properties.put(${doubleQuoted(name)}, ${doubleQuoted(value)});`,
      ),
      ...trustStore(target).map((line) => `// ${line}`),
    ),
}

/** Properties of Jakarta Mail, which Spring Boot passes on. */
export function jakartaProperties(
  target: Target,
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
    ['mail.smtp.auth', on(target.login)],
  ]
  // Off by default before Angus Mail.
  if (target.tls !== 'none') properties.push(['mail.smtp.ssl.checkserveridentity', 'true'])
  if (tlsVersion) properties.push(['mail.smtp.ssl.protocols', 'TLSv1.2 TLSv1.3'])
  if (timeOut) properties.push(['mail.smtp.timeout', String(timeOutSeconds * 1000)])
  return properties
}

/** How Java is told to trust a private CA. */
export function trustStore(target: Target): readonly string[] {
  if (target.tls === 'none' || target.caFile === null) return []
  return [
    `keytool -importcert -noprompt -alias fourport -file ${target.caFile} -keystore fourport.p12 -storepass changeit`,
    'java -Djavax.net.ssl.trustStore=fourport.p12 -Djavax.net.ssl.trustStorePassword=changeit …',
  ]
}
