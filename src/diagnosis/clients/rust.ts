import { onTls, onlyOnTls, type KnownClient } from './mark.ts'

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
    onTls('rustls', "rustls's TLS"),
    {
      says: 'AUTH PLAIN with its credentials at once, and no QUIT when it is refused',
      weight: 1,
      test: (t) =>
        t.stack === 'rustls' &&
        t.mechanisms.join() === 'PLAIN' &&
        t.initialResponse === true &&
        t.mail === '' &&
        !t.quits,
    },
    // Deno runs Nodemailer on rustls.
    { says: '', weight: -3, test: (t) => t.helloName.startsWith('[') },
    onlyOnTls('rustls', 'openssl', 'openssl-program'),
  ],
}
