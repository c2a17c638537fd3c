import type { FindingId } from './catalogue.ts'
import type { StackName } from './stacks/measured-stack.ts'
import type { TlsStack } from './stacks/tls-stack.ts'

/** What people read in place of a finding: the error that their library prints. */
export interface PrintedError {
  /** The library, and the programs that pass its words on. */
  readonly by: string
  /** As they print it, without what differs from run to run. */
  readonly texts: readonly string[]
}

/** Plaintext taken for a TLS record. */
const clearTextAsRecord = [
  { by: 'OpenSSL (curl, Python, Ruby, PHP, Node)', texts: ['wrong version number'] },
  { by: 'Go', texts: ['first record does not look like a TLS handshake'] },
  { by: 'rustls', texts: ['received corrupt message of type InvalidContentType'] },
  { by: 'Java', texts: ['Unsupported or unrecognized SSL message'] },
  { by: 'GnuTLS (msmtp, Exim)', texts: ['An unexpected TLS packet was received'] },
  { by: '.NET', texts: ['Cannot determine the frame size or a corrupted frame was received'] },
] as const

const unknownIssuer = [
  {
    by: 'OpenSSL (curl, Python, Ruby)',
    texts: ['unable to get local issuer certificate', 'self-signed certificate in certificate chain'],
  },
  { by: 'OpenSSL (PHP, Twisted, LuaSocket)', texts: ['certificate verify failed'] },
  { by: 'Node', texts: ['unable to verify the first certificate', 'self-signed certificate'] },
  { by: 'Go', texts: ['x509: certificate signed by unknown authority'] },
  { by: 'rustls', texts: ['invalid peer certificate: UnknownIssuer'] },
  { by: 'Java', texts: ['PKIX path building failed', 'unable to find valid certification path'] },
  { by: 'GnuTLS (msmtp)', texts: ['The certificate issuer is unknown'] },
  { by: '.NET', texts: ['because of errors in the certificate chain', 'RemoteCertificateChainErrors'] },
] as const

const otherName = [
  { by: 'Node', texts: ["Hostname/IP does not match certificate's altnames"] },
  { by: 'Python', texts: ['Hostname mismatch, certificate is not valid for', 'IP address mismatch'] },
  { by: 'Twisted', texts: ['VerificationError'] },
  {
    by: 'curl',
    texts: [
      'no alternative certificate subject name matches target hostname',
      'no alternative certificate subject name matches target host name',
    ],
  },
  { by: 'Ruby', texts: ['hostname mismatch', 'does not match the server certificate'] },
  { by: 'PHP', texts: ['did not match expected CN', 'Peer certificate subjectAltName did not match'] },
  { by: 'Go', texts: ['x509: certificate is valid for', "doesn't contain any IP SANs"] },
  { by: 'rustls', texts: ['invalid peer certificate: NotValidForName', 'certificate not valid for name'] },
  {
    by: 'Java (Jakarta Mail)',
    texts: ['No subject alternative DNS name matching', "Can't verify identity of server"],
  },
  { by: 'msmtp', texts: ['The name in the certificate does not match the expected'] },
  { by: '.NET', texts: ['RemoteCertificateNameMismatch'] },
] as const

const noStarttlsOffered = [
  { by: 'Python', texts: ['STARTTLS extension not supported by server'] },
  { by: 'Jakarta Mail', texts: ['STARTTLS is required but host does not support STARTTLS'] },
  { by: 'curl', texts: ['STARTTLS not supported'] },
  { by: 'Twisted', texts: ['TLSRequiredError'] },
  { by: 'lettre', texts: ['STARTTLS is not supported on this server'] },
  { by: 'mail-send', texts: ['STARTTLS extension unavailable'] },
  { by: 'async-smtp', texts: ['server does not support STARTTLS'] },
  { by: 'smtppool', texts: ['SMTP STARTTLS extension not found'] },
] as const

const noLoginOffered = [
  { by: 'Python', texts: ['SMTP AUTH extension not supported by server'] },
  { by: 'aiosmtplib', texts: ['The SMTP AUTH extension is not supported by this server'] },
  { by: 'Go', texts: ["smtp: server doesn't support AUTH", 'unencrypted connection'] },
  { by: 'PHPMailer', texts: ['Could not authenticate'] },
  { by: 'swaks', texts: ['Host did not advertise authentication'] },
  { by: 'emailjs', texts: ['no form of authorization supported'] },
  { by: 'lettre', texts: ['No compatible authentication mechanism was found'] },
  { by: 'mail-send', texts: ['The server does no support any of the available authentication methods'] },
  { by: 'smtp-client', texts: ['SMTP server does not support the PLAIN authentication mechanism'] },
  { by: 'smtppool', texts: ['SMTP AUTH extension not found'] },
] as const

/**
 * By finding. The page shows them, so that a search for an error leads to its cause. A test makes Go, Node, Python
 * and Java print some of theirs and looks for them here; nothing holds the rest to what their clients print today.
 */
export const printedErrors: Readonly<Partial<Record<FindingId, readonly PrintedError[]>>> = {
  'implicit-tls-on-starttls-port': clearTextAsRecord,
  'implicit-tls-on-plain-port': clearTextAsRecord,
  'plaintext-on-implicit-tls-port': [
    { by: 'Nodemailer', texts: ['Greeting never received', 'Unexpected socket close'] },
    { by: 'emailjs', texts: ['timedout while connecting to smtp server', 'bad response on connection'] },
    { by: 'Python', texts: ['Connection unexpectedly closed'] },
    { by: 'aiosmtplib', texts: ['Timed out waiting for server ready message'] },
    { by: 'Java', texts: ['Read timed out'] },
    { by: 'Ruby', texts: ['Net::ReadTimeout'] },
    { by: 'Go', texts: ['EOF', 'i/o timeout'] },
    { by: 'go-simple-mail', texts: ['SMTP Connection timed out'] },
    { by: 'mail-send', texts: ['Connection timeout'] },
    { by: 'Jakarta Mail', texts: ['Got bad greeting from SMTP host'] },
    { by: 'msmtp', texts: ['the server sent an empty reply'] },
    { by: 'Postfix', texts: ['while receiving the initial server greeting'] },
  ],
  'login-impossible-without-starttls': noLoginOffered,
  'starttls-required-not-offered': noStarttlsOffered,
  'starttls-abandoned': [{ by: 'Java', texts: ['No appropriate protocol'] }],
  'gave-up-after-ehlo-on-plain-port': [...noStarttlsOffered, ...noLoginOffered],
  'ca-not-trusted': unknownIssuer,
  'certificate-rejected-silently': unknownIssuer,
  'certificate-rejected-after-handshake': unknownIssuer,
  'certificate-name-mismatch': otherName,
  'certificate-expired': [
    { by: 'OpenSSL (curl, Python, Ruby, Node)', texts: ['certificate has expired'] },
    { by: 'Go', texts: ['x509: certificate has expired or is not yet valid'] },
    {
      by: 'rustls',
      texts: ['invalid peer certificate: certificate expired', 'invalid peer certificate: Expired'],
    },
    { by: 'Java', texts: ['CertificateExpiredException', 'validity check failed'] },
  ],
  'tls-version-too-old': [
    { by: 'OpenSSL (curl, Python, Ruby, Node)', texts: ['tlsv1 alert protocol version'] },
    { by: 'Go', texts: ['remote error: tls: protocol version not supported'] },
    { by: 'rustls', texts: ['received fatal alert: ProtocolVersion'] },
    { by: 'Java', texts: ['Received fatal alert: protocol_version'] },
  ],
  'login-not-tried': [
    { by: 'Python', texts: ['No suitable authentication method found'] },
    { by: 'Go', texts: ['wrong host name'] },
    { by: 'Nodemailer', texts: ['Missing credentials for "PLAIN"'] },
    { by: 'lettre', texts: ['No compatible authentication mechanism was found'] },
    { by: 'Jakarta Mail', texts: ['No authentication mechanisms supported by both server and client'] },
    { by: 'Vert.x', texts: ['no allowed AUTH methods available'] },
    { by: 'curl', texts: ['Login denied'] },
  ],
}

const [openssl, go, rustls, java, gnutls, dotnet] = clearTextAsRecord.map(({ texts }) => texts[0])

const recordWords: Readonly<Partial<Record<StackName, string | undefined>>> = {
  openssl,
  'openssl-program': openssl,
  node: openssl,
  php: openssl,
  postfix: openssl,
  go,
  rustls,
  java,
  gnutls,
  dotnet,
}

/** What a client prints that reads plaintext as a TLS record, in the words of its TLS library; null: that library is unknown. */
export function printedErrorForClearText(stack: TlsStack | null): string | null {
  const [first, ...others] = new Set(stack?.stacks.map((one) => recordWords[one]))
  return first === undefined || others.length > 0 ? null : first
}
