/** What to write so that clients of one kind trust the CA. */
export interface TrustInstruction {
  /** For people: `Node.js`, `Python, OpenSSL, Go, Ruby`, … */
  readonly tool: string
  /** Lines for a POSIX shell, or of a configuration file named in the first of them. */
  readonly lines: readonly string[]
}

/**
 * How each kind of client is told to trust `caFile`. Every line sets it for one process or one file; none changes the
 * machine, where a test CA has no business.
 */
export function trustInstructions(caFile: string): readonly TrustInstruction[] {
  const file = quoted(caFile)
  return [
    { tool: 'Node.js', lines: [`export NODE_EXTRA_CA_CERTS=${file}`] },
    // All four read OpenSSL's variable, Go on Linux and the BSDs; it takes the place of the system's CAs.
    { tool: 'Python, Ruby, Go, OpenSSL', lines: [`export SSL_CERT_FILE=${file}`] },
    { tool: 'curl', lines: [`curl --cacert ${file} …`, `export CURL_CA_BUNDLE=${file}`] },
    {
      tool: 'PHP',
      lines: [`php -d openssl.cafile=${file} …`, `openssl.cafile=${iniQuoted(caFile)}  ; in php.ini`],
    },
    {
      tool: 'Java',
      lines: [
        `keytool -importcert -noprompt -alias fourport -file ${file} -keystore fourport.p12 -storetype PKCS12 -storepass changeit`,
        'java -Djavax.net.ssl.trustStore=fourport.p12 -Djavax.net.ssl.trustStorePassword=changeit …',
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

/** For a POSIX shell; as it is where nothing in it means anything to one. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** For php.ini, where a double-quoted value takes `\"` and `\\`. */
function iniQuoted(text: string): string {
  return `"${text.replaceAll(/["\\$]/g, '\\$&')}"`
}
