import { java, neverCipherList, offersCiphers, openssl30, type KnownClient } from './mark.ts'

export const jakartaMail: KnownClient = {
  library: 'jakarta-mail',
  label: 'Jakarta Mail',
  marks: [
    offersCiphers(java, "Java's list of cipher suites", 2),
    neverCipherList(openssl30),
    {
      says: 'a Message-ID of three numbers',
      weight: 2,
      test: (t) => /^-?\d+\.\d+\.1\d{12}@/.test(t.messageId),
    },
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
