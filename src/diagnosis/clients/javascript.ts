import { neverCiphers, node, offersCiphers, openssl, php, type KnownClient } from './mark.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@/

export const nodemailer: KnownClient = {
  library: 'nodemailer',
  label: 'Nodemailer',
  marks: [
    {
      says: 'EHLO [127.0.0.1]',
      weight: 1,
      test: (t) => t.helloVerb === 'EHLO' && t.helloName === '[127.0.0.1]',
    },
    // MailKit, Symfony and lettre greet so too; but MailKit pipelines, and the others say QUIT after their mail.
    {
      says: 'MAIL or STARTTLS under this name in clear, each command by itself, and no QUIT',
      weight: 1,
      test: (t) =>
        t.helloName === '[127.0.0.1]' &&
        (t.mail !== '' || t.verbs.includes('STARTTLS')) &&
        !(t.hasHello || t.pipelines || t.quits),
    },
    offersCiphers(node, "Node's list of cipher suites", 1),
    {
      says: 'a server name in the ClientHello, which other clients on Node leave out',
      weight: 1,
      test: (t) => node.includes(t.cipherCount) && t.sni !== null,
    },
    { says: 'a UUID as Message-ID', weight: 2, test: (t) => uuid.test(t.messageId) },
    {
      says: 'Content-Transfer-Encoding before Date in the header',
      weight: 1,
      test: ({ headerNames }) => headerNames.join().includes('Message-ID,Content-Transfer-Encoding,Date'),
    },
    // It says QUIT after verify() only.
    { says: '', weight: -3, test: (t) => t.mail !== '' && t.quits },
    { says: '', weight: -3, test: (t) => t.helloVerb === 'ehlo' || t.verbs.includes('RSET') },
    neverCiphers(php, openssl),
  ],
}
