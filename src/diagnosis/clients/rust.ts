import { never, onlyOnTls, type KnownClient, type Mark } from './mark.ts'

/** lettre and mail-send alike. */
const refusedOnRustls: Mark = {
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
}

/** It closes the connection where the answer to EHLO does not suit it, and where its login is refused. */
const neverQuitsInVain = never((t) => t.quits && (t.onlyGreets || (t.loginRefused && t.mail === '')))

/** On either of its TLS libraries. */
export const lettre: KnownClient = {
  library: 'lettre',
  label: 'lettre',
  marks: [
    {
      says: 'Date after Content-Transfer-Encoding, and no Message-ID',
      weight: 2,
      test: ({ headerNames }) => headerNames.join().endsWith('Content-Transfer-Encoding,Date'),
    },
    refusedOnRustls,
    never((t) => t.helloVerb === 'ehlo' || t.pipelines || / (?:SIZE|size)=/.test(t.mail)),
    neverQuitsInVain,
    // Deno runs Nodemailer on rustls.
    never((t) => t.helloName.startsWith('[')),
    onlyOnTls('rustls', 'openssl', 'openssl-program'),
  ],
}

/** Of Stalwart, with mail-builder. */
export const mailSend: KnownClient = {
  library: 'mail-send',
  label: 'mail-send',
  marks: [
    {
      says: "mail-builder's Message-ID",
      weight: 2,
      test: (t) => /^(?:[0-9a-f]{14,16}\.){2}[0-9a-f]{14,16}@/.test(t.messageId),
    },
    refusedOnRustls,
    never(
      (t) =>
        t.helloVerb === 'ehlo' ||
        t.pipelines ||
        t.headerNames.join().endsWith('Content-Transfer-Encoding,Date'),
    ),
    neverQuitsInVain,
    // async-smtp greets so, and is refused alike.
    never((t) => t.helloName.startsWith('[')),
    onlyOnTls('rustls'),
  ],
}
