import { phpIniString } from '../base/php-ini-string.ts'
import { shellWord } from '../base/shell-word.ts'

/** What to write so that clients of one kind trust the CA. */
export interface TrustInstruction {
  /** For people: `Node.js`, `Python, OpenSSL, Go, Ruby`, … */
  readonly tool: string
  /** Lines for a POSIX shell, of a configuration file, or of code; what is not for a shell says so in a comment. */
  readonly lines: readonly string[]
}

/**
 * How each kind of client is told to trust `caFile`. Every line sets it for one process or one file; none changes the
 * machine, where a test CA has no business.
 */
export function trustInstructions(caFile: string): readonly TrustInstruction[] {
  const file = shellWord(caFile)
  return [
    { tool: 'Node.js', lines: [`export NODE_EXTRA_CA_CERTS=${file}`] },
    // All four read OpenSSL's variable, Go on Linux and the BSDs; it takes the place of the system's CAs.
    { tool: 'Python, Ruby, Go, OpenSSL', lines: [`export SSL_CERT_FILE=${file}`] },
    { tool: 'curl', lines: [`curl --cacert ${file} …`, `export CURL_CA_BUNDLE=${file}`] },
    {
      tool: 'PHP',
      lines: [`php -d openssl.cafile=${file} …`, `openssl.cafile=${phpIniString(caFile)}  ; in php.ini`],
    },
    {
      tool: 'Java',
      lines: [
        `keytool -importcert -noprompt -alias fourport -file ${file} -keystore fourport.p12 -storetype PKCS12 -storepass changeit`,
        'java -Djavax.net.ssl.trustStore=fourport.p12 -Djavax.net.ssl.trustStorePassword=changeit …',
      ],
    },
    {
      tool: 'Rust',
      lines: [
        // What native-tls and rustls-native-certs read; webpki-roots, the usual set of rustls, reads neither file nor variable.
        `export SSL_CERT_FILE=${file}  # native-tls on Linux, rustls-native-certs`,
        `let ca = Certificate::from_pem(&std::fs::read(${rustString(caFile)})?)?;  // lettre, with any of them`,
        'let tls = TlsParameters::builder(host.into()).add_root_certificate(ca).build()?;  // then .tls(Tls::Wrapper(tls)) or .tls(Tls::Required(tls))',
      ],
    },
    {
      tool: '.NET',
      lines: [
        `export SSL_CERT_FILE=${file}  # Linux`,
        // The CA has no revocation list, and MailKit asks for one.
        'client.CheckCertificateRevocation = false;  // MailKit',
      ],
    },
  ]
}

function rustString(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
