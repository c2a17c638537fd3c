import {
  libtls,
  neverCipherList,
  neverCiphers,
  node,
  offersCiphers,
  openssl,
  php,
  type KnownClient,
} from './mark.ts'

export const phpmailer: KnownClient = {
  library: 'phpmailer',
  label: 'PHPMailer',
  marks: [
    { says: 'X-Mailer: PHPMailer', weight: 3, test: (t) => t.mailer.startsWith('PHPMailer') },
    offersCiphers(php, "PHP's list of cipher suites", 2),
    {
      says: 'a Message-ID of some 40 letters and digits',
      weight: 1,
      test: (t) => /^[0-9A-Za-z]{38,48}@/.test(t.messageId),
    },
    { says: '', weight: -3, test: (t) => t.helloName.startsWith('[') },
    neverCiphers(node, openssl),
    neverCipherList(libtls),
  ],
}

export const symfony: KnownClient = {
  library: 'symfony',
  label: 'Symfony Mailer',
  marks: [
    // With nothing but the ciphers it could be PHPMailer as well.
    offersCiphers(php, "PHP's list of cipher suites", 2),
    { says: '', weight: -3, test: (t) => t.helloName !== '' && !t.helloName.startsWith('[') },
    neverCipherList(libtls),
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
    neverCiphers(node, openssl),
  ],
}
