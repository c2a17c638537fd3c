import { never, onlyOnTls, onTls, type KnownClient, type Mark } from './mark.ts'

const onJava = onTls('java', "Java's TLS")
const onlyJava = onlyOnTls('java')

const vertxMessageId: Mark['test'] = (t) => t.messageId.includes('.vertxmail.')

/** Jakarta Mail and javax.mail in all their versions; Spring and Simple Java Mail stand on it and look the same. */
export const jakartaMail: KnownClient = {
  library: 'jakarta-mail',
  label: 'Jakarta Mail',
  marks: [
    onJava,
    {
      says: 'a Message-ID of three numbers',
      weight: 2,
      test: (t) => /^-?\d+\.\d+\.1\d{12}@/.test(t.messageId),
    },
    {
      says: 'AUTH LOGIN first, in two steps',
      weight: 1,
      test: (t) => t.stack === 'java' && t.mechanisms[0] === 'LOGIN' && t.initialResponse === false,
    },
    {
      says: 'MAIL without SIZE, although it was offered',
      weight: 1,
      test: (t) => t.stack === 'java' && t.mail === 'MAIL FROM:<>' && t.sizeOffered,
    },
    // OpenSMTPD does so too, under its host's name.
    {
      says: 'RSET after a MAIL without SIZE, although it was offered, and EHLO localhost',
      weight: 2,
      test: (t) =>
        t.helloVerb === 'EHLO' &&
        t.helloName === 'localhost' &&
        t.mail === 'MAIL FROM:<>' &&
        t.sizeOffered &&
        t.verbs.join(' ').includes('MAIL RSET'),
    },
    {
      says: 'no QUIT when it gives up under TLS',
      weight: 1,
      test: (t) =>
        t.stack === 'java' &&
        t.mail === '' &&
        t.spokeUnderTls &&
        !t.quits &&
        ['LOGIN', undefined].includes(t.mechanisms[0]),
    },
    never((t) => t.helloVerb === 'ehlo' || t.pipelines),
    // It clears up after a refused MAIL, and gives every message an id; Commons Net, which logs in as it does, does neither.
    never((t) => t.leavesRefusedMail || t.writesNoMessageId),
    never((t) => vertxMessageId(t) || t.mail.includes(' SIZE=')),
    never((t) => t.mechanisms[0] === 'XOAUTH2' && t.mechanisms.length > 1),
    onlyJava,
  ],
}

export const vertxMail: KnownClient = {
  library: 'vertx-mail',
  label: 'Vert.x Mail Client',
  marks: [
    { says: "Vert.x's Message-ID", weight: 3, test: vertxMessageId },
    {
      says: 'XOAUTH2 tried first, then every mechanism offered',
      weight: 2,
      test: (t) => t.mechanisms[0] === 'XOAUTH2' && t.mechanisms.length > 1,
    },
    {
      says: "SIZE in MAIL, on Java's TLS",
      weight: 2,
      test: (t) => t.stack === 'java' && /^MAIL FROM:<> SIZE=\d+$/.test(t.mail),
    },
    onlyJava,
  ],
}

/** From its documentation and source, not measured. */
export const mailkit: KnownClient = {
  library: 'mailkit',
  label: 'MailKit (.NET)',
  marks: [
    {
      says: "MimeKit's Message-Id",
      weight: 2,
      test: (t) => /^[0-9A-Z]{11,13}\.[0-9A-Z]{11,14}@/.test(t.messageId),
    },
    {
      says: 'the header in the order of MimeKit',
      weight: 1,
      test: ({ headerNames }) => headerNames.join().startsWith('From,Date,Subject,Message-Id,To'),
    },
  ],
}
