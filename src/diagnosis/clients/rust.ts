import { never, onlyOnTls, type KnownClient } from './mark.ts'

/** On either of its TLS libraries. */
export const lettre: KnownClient = {
  library: 'lettre',
  label: 'lettre',
  marks: [
    {
      says: 'Date behind Content-Transfer-Encoding, and no Message-ID',
      weight: 2,
      test: ({ headerNames }) => headerNames.join().endsWith('Content-Transfer-Encoding,Date'),
    },
    {
      says: 'AUTH PLAIN with its credentials at once, and no QUIT when it is refused, on rustls',
      weight: 2,
      test: (t) =>
        t.stack === 'rustls' &&
        t.helloVerb === 'EHLO' &&
        t.mechanisms.join() === 'PLAIN' &&
        t.initialResponse === true &&
        t.mail === '' &&
        t.spokeUnderTls &&
        !t.quits,
    },
    never((t) => t.helloVerb === 'ehlo' || t.pipelines || / (?:SIZE|size)=/.test(t.mail)),
    // It closes the connection where the answer to EHLO does not suit it, and where its login is refused.
    never((t) => t.quits && (t.onlyGreets || (t.loginRefused && t.mail === ''))),
    // Deno runs Nodemailer on rustls.
    never((t) => t.helloName.startsWith('[')),
    onlyOnTls('rustls', 'openssl', 'openssl-program'),
  ],
}
