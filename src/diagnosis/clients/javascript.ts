import { never, onTls, onlyOnTls, type KnownClient } from './mark.ts'

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
    // MailKit, Symfony, lettre and smtp-client greet so too; but MailKit pipelines no DATA, and the others nothing.
    {
      says: 'MAIL, RCPT and DATA under this name in one, and no QUIT after them',
      weight: 1,
      test: (t) => t.helloName === '[127.0.0.1]' && t.pipelinesData && !t.quits,
    },
    // smtp-client asks only where it is offered, and the others say QUIT.
    {
      says: 'STARTTLS under this name although it was not offered, and no QUIT',
      weight: 1,
      test: (t) => t.helloName === '[127.0.0.1]' && t.verbs.includes('STARTTLS') && !(t.hasHello || t.quits),
    },
    onTls('node', "Node's TLS"),
    // emailjs, smtp-client and Upyo give none.
    {
      says: 'a server name in its ClientHello, which other clients on Node leave out',
      weight: 1,
      test: (t) => t.stack === 'node' && t.sni !== null && t.helloVerb === '',
    },
    { says: 'a UUID as Message-ID', weight: 1, test: (t) => uuid.test(t.messageId) },
    {
      says: 'a UUID as Message-ID, and Content-Transfer-Encoding before Date in the header',
      weight: 3,
      test: (t) =>
        uuid.test(t.messageId) && t.headerNames.join().includes('Message-ID,Content-Transfer-Encoding,Date'),
    },
    // async-smtp, of old lettre, greets so too.
    never((t) => t.mail.includes(' BODY=')),
    // What connects by name and gives none in its ClientHello is another one; by address nobody gives one.
    never((t) => t.stack === 'node' && t.sni === null),
    // It says QUIT after verify() only.
    never((t) => t.mail !== '' && t.quits),
    never((t) => t.helloVerb === 'ehlo' || t.verbs.includes('RSET')),
    onlyOnTls('node', 'boringssl', 'rustls'),
  ],
}
