import { never, neverOnTls, onlyOnTls, onTls, type KnownClient, type Mark } from './mark.ts'

const onlyGo = onlyOnTls('go')

/** What Go's libraries have in common, whatever goes wrong. */
const neverGo = never(
  (t) =>
    t.helloVerb === 'ehlo' ||
    t.pipelines ||
    (t.eightBitOffered && t.mail !== '' && !t.mail.startsWith('MAIL FROM:<> BODY=8BITMIME')),
)

/** net/smtp and its relatives end a refused AUTH with a line of its own, which no other client sends. */
const cancelsRefusedAuth = (says: string, test: Mark['test']): Mark => ({
  says: `a line after a refused AUTH PLAIN, ${says}`,
  weight: 2,
  test: (t) => t.cancelsRefusedAuth && t.helloVerb === 'EHLO' && test(t),
})

export const goNetSmtp: KnownClient = {
  library: 'go',
  label: 'Go net/smtp',
  marks: [
    onTls('go', "Go's TLS"),
    cancelsRefusedAuth('EHLO localhost and QUIT', (t) => t.helloName === 'localhost' && t.quits),
    {
      says: 'BODY=8BITMIME and SMTPUTF8 in MAIL, EHLO localhost',
      weight: 2,
      test: (t) => t.mail === 'MAIL FROM:<> BODY=8BITMIME SMTPUTF8' && t.helloName === 'localhost',
    },
    neverGo,
    // go-mail stands on a copy of it.
    never((t) => t.verbs.includes('NOOP') || t.mailer.startsWith('go-mail')),
    onlyGo,
  ],
}

export const goSmtp: KnownClient = {
  library: 'go-smtp',
  label: 'emersion/go-smtp',
  marks: [
    onTls('go', "Go's TLS"),
    cancelsRefusedAuth('EHLO localhost and no QUIT', (t) => t.helloName === 'localhost' && !t.quits),
    {
      says: 'BODY=8BITMIME alone in MAIL, EHLO localhost',
      weight: 2,
      test: (t) => t.mail === 'MAIL FROM:<> BODY=8BITMIME' && t.helloName === 'localhost',
    },
    neverGo,
    onlyGo,
  ],
}

export const goMail: KnownClient = {
  library: 'go-mail',
  label: 'go-mail',
  marks: [
    { says: 'X-Mailer: go-mail', weight: 3, test: (t) => t.mailer.startsWith('go-mail') },
    cancelsRefusedAuth('the name of the host in EHLO', (t) => t.helloName !== 'localhost'),
    {
      says: 'NOOP before MAIL, BODY=8BITMIME and SMTPUTF8',
      weight: 2,
      test: (t) =>
        t.verbs.join(' ').includes('NOOP MAIL') && t.mail.startsWith('MAIL FROM:<> BODY=8BITMIME SMTPUTF8'),
    },
    neverGo,
    // It closes the connection where the answer to EHLO does not suit it.
    never((t) => t.onlyGreets && t.quits),
    neverOnTls('node', 'java', 'php', 'openssl', 'rustls', 'gnutls', 'postfix'),
  ],
}

/** Its client is a copy of net/smtp, which a refused login cannot be told from; its header is in no order. */
export const goSimpleMail: KnownClient = {
  library: 'go-simple-mail',
  label: 'go-simple-mail',
  marks: [
    onTls('go', "Go's TLS"),
    cancelsRefusedAuth('EHLO localhost and QUIT', (t) => t.helloName === 'localhost' && t.quits),
    {
      says: 'BODY=8BITMIME, SMTPUTF8 and SIZE in MAIL',
      weight: 2,
      test: (t) => /^MAIL FROM:<> BODY=8BITMIME SMTPUTF8 SIZE=\d+$/.test(t.mail),
    },
    { says: 'EHLO localhost', weight: 1, test: (t) => t.mail !== '' && t.helloName === 'localhost' },
    neverGo,
    never((t) => t.mail !== '' && t.sizeOffered && !t.mail.includes(' SIZE=')),
    // Where no login is offered it goes on without.
    never((t) => t.authUnoffered),
    onlyGo,
  ],
}
