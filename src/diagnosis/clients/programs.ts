import { never, neverOnTls, onTls, type KnownClient, type Mark } from './mark.ts'

/** curl takes the last part of its URL, and without one the file it uploads, for its own name. */
const greetsByFile: Mark['test'] = (t) => /^[\w-]+\.(?:eml|txt|mail|msg)$/.test(t.helloName)

export const curl: KnownClient = {
  library: 'curl',
  label: 'curl',
  marks: [
    {
      says: 'SIZE alone in MAIL, not pipelined',
      weight: 1,
      test: (t) => /^MAIL FROM:<> SIZE=\d+$/.test(t.mail) && !t.pipelines,
    },
    {
      says: 'the name of the uploaded file in EHLO',
      weight: 2,
      test: greetsByFile,
    },
    {
      says: 'AUTH PLAIN in two steps',
      weight: 1,
      test: (t) => t.mechanisms[0] === 'PLAIN' && t.initialResponse === false && t.helloVerb === 'EHLO',
    },
    never((t) => t.helloVerb !== 'EHLO' || !(t.mail === '' || t.mail.includes(' SIZE=')) || t.mailer !== ''),
    neverOnTls('node', 'php', 'gnutls', 'postfix', 'java', 'go', 'rustls'),
  ],
}

export const swaks: KnownClient = {
  library: 'swaks',
  label: 'swaks',
  marks: [
    { says: 'X-Mailer: swaks', weight: 3, test: (t) => t.mailer.startsWith('swaks ') },
    {
      says: 'a Message-Id of date and process',
      weight: 2,
      test: (t) => /^20\d{12}\.\d{6}@/.test(t.messageId),
    },
    {
      says: 'no server name in the ClientHello',
      weight: 1,
      test: (t) => t.hasHello && t.sni === null && t.stack === 'openssl',
    },
    {
      says: 'AUTH CRAM-MD5, then LOGIN, then PLAIN, and QUIT when all are refused',
      weight: 2,
      test: (t) =>
        t.mechanisms.join() === 'CRAM-MD5,LOGIN,PLAIN' && t.helloVerb === 'EHLO' && t.quits && t.mail === '',
    },
    never((t) => t.helloVerb === 'ehlo' || t.pipelines || t.verbs.includes('RSET')),
    never((t) => t.onlyGreets && !t.quits),
  ],
}

export const msmtp: KnownClient = {
  library: 'msmtp',
  label: 'msmtp',
  marks: [
    { says: 'EHLO localhost', weight: 1, test: (t) => t.helloVerb === 'EHLO' && t.helloName === 'localhost' },
    onTls('gnutls', "GnuTLS's TLS"),
    { says: 'SMTPUTF8 alone in MAIL', weight: 2, test: (t) => t.mail === 'MAIL FROM:<> SMTPUTF8' },
    never((t) => t.mailer !== '' || t.verbs.includes('RSET')),
    neverOnTls('node', 'java', 'go', 'php', 'rustls', 'boringssl', 'postfix'),
    never((t) => (t.onlyGreets && !t.quits) || (t.mailRefused && !t.pipelines)),
  ],
}

export const postfix: KnownClient = {
  library: 'postfix',
  label: 'Postfix',
  marks: [
    { says: "Postfix's cipher suites", weight: 2, test: (t) => t.stack === 'postfix' },
    {
      says: 'Received as the first field',
      weight: 1,
      test: ({ headerNames }) => headerNames[0] === 'Received',
    },
    {
      says: 'a Message-Id of date and queue id',
      weight: 1,
      test: (t) => /^20\d{12}\.[0-9A-Za-z]{7,}@/.test(t.messageId),
    },
    never((t) => t.mail !== '' && !t.mail.includes(' SIZE=')),
    // Exim pipelines and adds Received as Postfix does, on GnuTLS.
    neverOnTls('gnutls', 'openssl', 'node', 'php', 'java', 'go', 'rustls'),
  ],
}
