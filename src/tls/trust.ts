import { fileUrl } from '../base/file-url.ts'
import { phpIniString } from '../base/php-ini-string.ts'
import { publicCasElsewhere, withPublicCas } from '../base/public-cas.ts'
import { shellWord } from '../base/shell-word.ts'

/** What to write so that clients of one kind trust the CA. */
export interface TrustInstruction {
  /** For people: `Node.js`, `Python, OpenSSL, Go, Ruby`, … */
  readonly tool: string
  /** Lines for a POSIX shell, of a configuration file, or of code; what is not for a shell says so in a comment. */
  readonly lines: readonly string[]
}

/**
 * How each kind of client comes to trust `caFile`, beside the CAs that it trusts already: an app also calls servers
 * other than this one. Every line sets it for one process or one file; none changes the machine, where a test CA has no
 * business.
 */
export function trustInstructions(caFile: string): readonly TrustInstruction[] {
  const file = shellWord(caFile)
  const { file: both, command } = withPublicCas(caFile)
  const bothFile = shellWord(both)
  const joined = `${command}  # ${publicCasElsewhere}`
  return [
    { tool: 'Node.js', lines: [`export NODE_EXTRA_CA_CERTS=${file}`] },
    // All four read OpenSSL's variable, Go on Linux and the BSDs; it takes the place of the system's CAs.
    { tool: 'Python, Ruby, Go, OpenSSL', lines: [joined, `export SSL_CERT_FILE=${bothFile}`] },
    { tool: 'curl', lines: [joined, `curl --cacert ${bothFile} …`, `export CURL_CA_BUNDLE=${bothFile}`] },
    {
      tool: 'PHP',
      lines: [
        joined,
        `php -d openssl.cafile=${bothFile} …`,
        `openssl.cafile=${phpIniString(both)}  ; in php.ini`,
      ],
    },
    ...ofJava(caFile, file),
    {
      tool: 'Rust',
      lines: [
        joined,
        // What native-tls and rustls-native-certs read; webpki-roots, the usual set of rustls, reads neither file nor variable.
        `export SSL_CERT_FILE=${bothFile}  # native-tls on Linux, rustls-native-certs`,
        `let ca = Certificate::from_pem(&std::fs::read(${rustString(caFile)})?)?;  // lettre, with any of them`,
        'let tls = TlsParameters::builder(host.into()).add_root_certificate(ca).build()?;  // then .tls(Tls::Wrapper(tls)) or .tls(Tls::Required(tls))',
      ],
    },
    {
      tool: '.NET',
      lines: [
        joined,
        `export SSL_CERT_FILE=${bothFile}  # Linux`,
        // The CA has no revocation list, and MailKit asks for one.
        'client.CheckCertificateRevocation = false;  // MailKit',
      ],
    },
  ]
}

function ofJava(caFile: string, file: string): readonly TrustInstruction[] {
  return [
    {
      tool: 'Java',
      lines: [
        // A trust store of its own takes the place of the JVM's: so it begins as a copy of that.
        'cp "$JAVA_HOME/lib/security/cacerts" fourport.keystore',
        `keytool -importcert -noprompt -alias fourport -file ${file} -keystore fourport.keystore -storepass changeit`,
        'java -Djavax.net.ssl.trustStore=fourport.keystore -Djavax.net.ssl.trustStorePassword=changeit …',
      ],
    },
    {
      tool: 'Spring Boot 3.4 or later, application.properties',
      lines: [
        `spring.ssl.bundle.pem.fourport.truststore.certificate=${propertiesValue(fileUrl(caFile))}`,
        'spring.mail.ssl.bundle=fourport',
      ],
    },
  ]
}

/** A backslash in a properties file is an escape. */
function propertiesValue(text: string): string {
  return text.replaceAll('\\', '\\\\')
}

function rustString(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
