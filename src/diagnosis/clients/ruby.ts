import { never, neverOnTls, type KnownClient } from './mark.ts'

const neverRuby = never(
  (t) => t.pipelines || t.helloVerb === 'ehlo' || / \w+=/.test(t.mail) || t.verbs.includes('RSET'),
)

export const netSmtp: KnownClient = {
  library: 'net-smtp',
  label: 'Ruby net-smtp',
  marks: [
    // curl offers the one without the other, Python neither.
    {
      says: "post-handshake authentication beside session tickets, as Ruby's OpenSSL offers them, and EHLO localhost",
      weight: 2,
      test: ({ stack, extensions, helloName, helloVerb }) =>
        stack === 'openssl' &&
        extensions.includes('0031') &&
        extensions.includes('0023') &&
        helloVerb === 'EHLO' &&
        helloName === 'localhost',
    },
    neverRuby,
    neverOnTls('node', 'php', 'java', 'go', 'rustls', 'gnutls'),
  ],
}

export const rails: KnownClient = {
  library: 'rails',
  label: 'Ruby mail (Rails)',
  marks: [
    // Go does so too, and sends a `*` after the refusal; net-smtp, emailjs-smtp-client and who types it under `localhost`.
    {
      says: 'AUTH PLAIN with the password although it was not offered',
      weight: 2,
      test: (t) =>
        t.authUnoffered &&
        t.initialResponse === true &&
        t.mechanisms[0] === 'PLAIN' &&
        !t.cancelsRefusedAuth &&
        t.helloName === 'localhost.localdomain',
    },
    // Perl's Net::SMTP greets so as well.
    { says: 'EHLO localhost.localdomain', weight: 1, test: (t) => t.helloName === 'localhost.localdomain' },
    {
      says: 'a Message-ID that ends in .mail',
      weight: 3,
      test: (t) => /@[^@]+\.mail$/.test(t.messageId),
    },
    { says: 'Mime-Version in this spelling', weight: 1, test: (t) => t.headerNames.includes('Mime-Version') },
    neverRuby,
  ],
}
