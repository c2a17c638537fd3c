import { never, neverOnTls, onlyOnTls, type KnownClient } from './mark.ts'

/** Whatever stands on it shows itself no further: Django, Flask-Mail and others write the same header. */
export const smtplib: KnownClient = {
  library: 'smtplib',
  label: 'Python smtplib',
  marks: [
    { says: 'ehlo in lower case', weight: 1, test: (t) => t.helloVerb === 'ehlo' },
    {
      says: 'an address in ehlo',
      weight: 1,
      test: (t) => t.helloVerb === 'ehlo' && /^\[.*\]$/.test(t.helloName),
    },
    // emailjs gives the name of its host too; it says no QUIT when it gives up, and is on Node.
    {
      says: "a full name or localhost in ehlo, and QUIT or OpenSSL's TLS",
      weight: 1,
      test: (t) =>
        t.helloVerb === 'ehlo' &&
        (t.helloName === 'localhost' || /^[^[.]*\./.test(t.helloName)) &&
        (t.quits || t.stack === 'openssl' || t.stack === 'openssl-program'),
    },
    // `FROM` from Python 3.11 on, `from` before. emailjs writes in lower case too, but without a size.
    {
      says: 'mail in lower case, with size',
      weight: 3,
      test: (t) => t.helloVerb === 'ehlo' && /^mail (?:from|FROM):<> size=\d+/.test(t.mail),
    },
    { says: 'mail in lower case', weight: 2, test: (t) => t.mail.startsWith('mail from:<>') },
    never((t) => t.helloVerb === 'EHLO' || /^mail FROM:<>(?! size=)/.test(t.mail)),
    neverOnTls('node', 'boringssl', 'go', 'java', 'php'),
  ],
}

export const aiosmtplib: KnownClient = {
  library: 'aiosmtplib',
  label: 'aiosmtplib',
  marks: [
    {
      says: 'size in lower case in a MAIL in upper case',
      weight: 3,
      test: (t) => t.helloVerb === 'EHLO' && /^MAIL FROM:<> size=\d+/.test(t.mail),
    },
    {
      says: 'CRAM-MD5, then PLAIN and LOGIN with their credentials at once, EHLO in upper case',
      weight: 2,
      test: (t) =>
        t.helloVerb === 'EHLO' && t.mechanisms.join() === 'CRAM-MD5,PLAIN,LOGIN' && t.loginInitialResponse,
    },
    // Python's asyncio does, of all that stands on OpenSSL.
    {
      says: "EHLO localhost, and no alert when it leaves the handshake, on OpenSSL's TLS",
      weight: 2,
      test: (t) =>
        t.stack === 'openssl' && t.silentInHandshake && t.helloVerb === 'EHLO' && t.helloName === 'localhost',
    },
    never((t) => t.helloVerb === 'ehlo' || (t.mail !== '' && t.sizeOffered && !t.mail.includes(' size='))),
    onlyOnTls('openssl', 'openssl-program'),
  ],
}
