import { hostsLine, trustsCa, type FixTarget } from './library.ts'
import { shellWord } from './literals.ts'

/** How a JVM is told to trust a private CA, as lines of a shell. */
export function trustStore(target: FixTarget): readonly string[] {
  if (!trustsCa(target)) return []
  return [
    `keytool -importcert -noprompt -alias fourport -file ${shellWord(target.caFile)} -keystore fourport.p12 -storetype PKCS12 -storepass changeit`,
    'java -Djavax.net.ssl.trustStore=fourport.p12 -Djavax.net.ssl.trustStorePassword=changeit …',
  ]
}

/** Jakarta Mail verifies the very name it connects to. */
export function hostsComments(target: FixTarget): readonly string[] {
  const hosts = hostsLine(target)
  return target.tls === 'none' || hosts === null ? [] : [`in the hosts file: ${hosts}`]
}
