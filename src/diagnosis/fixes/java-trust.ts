import { fileUrl } from '../../base/file-url.ts'
import { hostsLine, trustsCa, type FixTarget } from './library.ts'
import { propertiesValue, shellWord } from './literals.ts'

/** How a JVM is told to trust a private CA, as lines of a shell. */
export function trustStore(target: FixTarget, app = '…'): readonly string[] {
  if (!trustsCa(target)) return []
  return [
    // A trust store takes the place of the JVM's: so it begins as a copy of that.
    'cp "$JAVA_HOME/lib/security/cacerts" fourport.keystore',
    `keytool -importcert -noprompt -alias fourport -file ${shellWord(target.caFile)} -keystore fourport.keystore -storepass changeit`,
    `java -Djavax.net.ssl.trustStore=fourport.keystore -Djavax.net.ssl.trustStorePassword=changeit ${app}`,
  ]
}

/** A program of one file, which Java runs as it is, and in comments how it is run. */
export function javaProgram(
  imports: readonly string[],
  target: FixTarget,
  body: readonly string[],
): readonly string[] {
  const start = trustsCa(target) ? trustStore(target, file) : [`java ${file}`]
  return [
    ...imports,
    '',
    'public class SendTest {',
    '    public static void main(String[] arguments) throws Exception {',
    ...body.flatMap((part) => part.split('\n')).map((line) => `        ${line}`),
    '    }',
    '}',
    ...hostsComments(target).map((line) => `// ${line}`),
    `// saved as ${file}, with the library on CLASSPATH:`,
    ...start.map((line) => `// ${line}`),
  ]
}

const file = 'SendTest.java'

/** Spring Boot's own setting from 3.4 on, for mail alone: whatever else the app calls is trusted as before. */
export function springBundle(target: FixTarget): readonly string[] {
  if (!trustsCa(target)) return []
  return [
    '# Spring Boot 3.4 or later; before it, the lines below',
    `spring.ssl.bundle.pem.fourport.truststore.certificate=${propertiesValue(fileUrl(target.caFile))}`,
    'spring.mail.ssl.bundle=fourport',
  ]
}

/** Jakarta Mail verifies the very name it connects to. */
export function hostsComments(target: FixTarget): readonly string[] {
  const hosts = hostsLine(target)
  return target.tls === 'none' || hosts === null ? [] : [`in the hosts file: ${hosts}`]
}
