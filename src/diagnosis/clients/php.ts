import { never, neverOnTls, onlyOnTls, onTls, type KnownClient, type Mark } from './mark.ts'

const onPhp = onTls('php', "PHP's TLS")
const onlyPhp = onlyOnTls('php')
/** PHP's streams ask for a server name always, an address too; Postfix offers the same in its ClientHello, and asks for none. */
const alwaysAsks = never((t) => t.hasHello && t.sni === null)

/** The extension by which a ClientHello offers TLS 1.3 (RFC 8446 §4.2.1). */
const supportedVersions = '002b'

export const phpmailer: KnownClient = {
  library: 'phpmailer',
  label: 'PHPMailer',
  marks: [
    { says: 'X-Mailer: PHPMailer', weight: 3, test: (t) => t.mailer.startsWith('PHPMailer') },
    onPhp,
    // PEAR Mail says localhost, Symfony an address.
    {
      says: 'the name of the host in EHLO',
      weight: 1,
      test: (t) => t.stack === 'php' && /^[\w-]+(?:\.[\w-]+)+$/.test(t.helloName) && t.helloVerb === 'EHLO',
    },
    {
      says: 'a Message-ID of some 40 letters and digits',
      weight: 1,
      test: (t) => /^[0-9A-Za-z]{38,48}@/.test(t.messageId),
    },
    never((t) => t.helloName.startsWith('[') || t.pipelines || t.mail.includes(' SIZE=')),
    never((t) => t.verbs.includes('NOOP')),
    // It tries one mechanism, and writes a Message-ID into every message; Horde, under the same name, does neither.
    never((t) => t.mechanisms.length > 1 || t.writesNoMessageId),
    never((t) => t.onlyGreets && !t.quits),
    alwaysAsks,
    onlyPhp,
  ],
}

const onTls12Alone: Mark['test'] = ({ extensions }) =>
  extensions.length > 0 && !extensions.includes(supportedVersions)

export const symfony: KnownClient = {
  library: 'symfony',
  label: 'Symfony Mailer',
  marks: [
    onPhp,
    never((t) => t.helloName !== '' && !t.helloName.startsWith('[')),
    alwaysAsks,
    {
      says: 'EHLO [127.0.0.1]',
      weight: 1,
      test: (t) => t.helloVerb === 'EHLO' && t.helloName === '[127.0.0.1]',
    },
    { says: 'a Message-ID of 32 hex digits', weight: 2, test: (t) => /^[0-9a-f]{32}@/.test(t.messageId) },
    {
      says: 'RSET between AUTH mechanisms',
      weight: 2,
      test: (t) => / AUTH RSET AUTH| AUTH RSET$/.test(` ${t.verbs.join(' ')}`),
    },
    // Swift Mailer, from which it comes, does: TLS 1.2 alone after STARTTLS, a header in another order, no RSET.
    never((t) => t.headerNames[0] === 'Message-ID' || onTls12Alone(t) || t.leavesRefusedMail),
    neverOnTls('node', 'openssl', 'openssl-program', 'go', 'java', 'rustls'),
  ],
}
