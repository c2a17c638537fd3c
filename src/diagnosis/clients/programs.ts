import {
  gnutls,
  neverCiphers,
  node,
  offersCiphers,
  openssl,
  php,
  postfixOpenssl,
  type KnownClient,
} from './mark.ts'

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
      weight: 1,
      test: (t) => /^[\w-]+\.(?:eml|txt|mail|msg)$/.test(t.helloName),
    },
    {
      says: 'AUTH PLAIN in two steps',
      weight: 1,
      test: (t) => t.mechanisms[0] === 'PLAIN' && t.initialResponse === false && t.helloVerb === 'EHLO',
    },
    offersCiphers(openssl, "OpenSSL's list of cipher suites", 1),
    {
      says: '',
      weight: -3,
      test: (t) => t.helloVerb !== 'EHLO' || !(t.mail === '' || t.mail.includes(' SIZE=')) || t.mailer !== '',
    },
    // Without a word of its own, OpenSSL's ciphers say nothing.
    { says: '', weight: -3, test: (t) => t.mail === '' && !/\.(?:eml|txt|mail|msg)$/.test(t.helloName) },
    neverCiphers(node, php, gnutls, postfixOpenssl),
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
      test: (t) => t.hasHello && t.sni === null && openssl.includes(t.cipherCount),
    },
    { says: '', weight: -3, test: (t) => t.helloVerb === 'ehlo' },
  ],
}

export const msmtp: KnownClient = {
  library: 'msmtp',
  label: 'msmtp',
  marks: [
    { says: 'EHLO localhost', weight: 1, test: (t) => t.helloVerb === 'EHLO' && t.helloName === 'localhost' },
    offersCiphers(gnutls, "GnuTLS's list of cipher suites", 1),
    { says: 'SMTPUTF8 alone in MAIL', weight: 2, test: (t) => t.mail === 'MAIL FROM:<> SMTPUTF8' },
    { says: '', weight: -3, test: (t) => t.mailer !== '' },
  ],
}

export const postfix: KnownClient = {
  library: 'postfix',
  label: 'Postfix',
  marks: [
    offersCiphers(postfixOpenssl, "Postfix's list of cipher suites", 2),
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
    // Exim pipelines and adds Received as Postfix does, on GnuTLS.
    neverCiphers(gnutls, openssl, node, php),
  ],
}
