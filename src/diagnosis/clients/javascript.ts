import { neverCiphers, node, offersCiphers, openssl, php, type KnownClient } from './mark.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@/

export const nodemailer: KnownClient = {
  library: 'nodemailer',
  label: 'Nodemailer',
  marks: [
    {
      says: 'EHLO [127.0.0.1]',
      weight: 2,
      test: (t) => t.helloVerb === 'EHLO' && t.helloName === '[127.0.0.1]',
    },
    offersCiphers(node, "Node's list of cipher suites", 2),
    { says: 'a UUID as Message-ID', weight: 2, test: (t) => uuid.test(t.messageId) },
    {
      says: 'Content-Transfer-Encoding before Date in the header',
      weight: 1,
      test: ({ headerNames }) => headerNames.join().includes('Message-ID,Content-Transfer-Encoding,Date'),
    },
    {
      says: 'no QUIT',
      weight: 1,
      test: (t) => t.mail !== '' && !t.quits && t.helloVerb === 'EHLO' && t.pipelines,
    },
    { says: '', weight: -3, test: (t) => t.helloVerb === 'ehlo' || t.verbs.includes('RSET') },
    neverCiphers(php, openssl),
  ],
}
