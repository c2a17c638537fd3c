import { never, neverOnTls, type KnownClient, type Mark } from './mark.ts'

const neverRuby = never(
  (t) => t.pipelines || t.helloVerb === 'ehlo' || / \w+=/.test(t.mail) || t.verbs.includes('RSET'),
)

/** A password sent although no login was offered: Ruby and Go do that, and Go sends a `*` behind the refusal. */
const authUnoffered: Mark = {
  says: 'AUTH PLAIN with the password although it was not offered',
  weight: 2,
  test: (t) =>
    t.authUnoffered && t.initialResponse === true && t.mechanisms[0] === 'PLAIN' && !t.cancelsRefusedAuth,
}

export const netSmtp: KnownClient = {
  library: 'net-smtp',
  label: 'Ruby net-smtp',
  marks: [
    // By hand it is typed like this too: only together with the name that net-smtp greets by.
    { ...authUnoffered, weight: 1 },
    { says: 'EHLO localhost', weight: 1, test: (t) => t.authUnoffered && t.helloName === 'localhost' },
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
    {
      ...authUnoffered,
      test: (t) => authUnoffered.test(t) && t.helloName === 'localhost.localdomain',
    },
    // Perl's Net::SMTP greets so as well.
    { says: 'EHLO localhost.localdomain', weight: 1, test: (t) => t.helloName === 'localhost.localdomain' },
    { says: 'a Message-ID that ends in .mail', weight: 3, test: (t) => /@.+\.mail$/.test(t.messageId) },
    { says: 'Mime-Version in this spelling', weight: 1, test: (t) => t.headerNames.includes('Mime-Version') },
    neverRuby,
  ],
}
