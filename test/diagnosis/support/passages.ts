/** Passages that many transcripts share. */

const common = 'PIPELINING | 8BITMIME | SMTPUTF8 | ENHANCEDSTATUSCODES | DSN | SIZE 26214400'

export const greeting = 'S: 220 fourport ESMTP'

export const ehloPlain = `C: EHLO client.test\nS: 250 fourport | ${common}`
export const ehloStarttls = `C: EHLO client.test\nS: 250 fourport | ${common} | STARTTLS`
export const ehloSecure = `C: EHLO client.test\nS: 250 fourport | ${common} | AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2`

/** From connect to the EHLO answer before TLS, on a port with STARTTLS. */
export const startsOnSubmission = `${greeting}\n${ehloStarttls}`
/** On to the 220 that invites the handshake. */
export const offersTls = `${startsOnSubmission}\nC: STARTTLS\nS: 220 2.0.0 Ready to start TLS`
/** From connect to the EHLO answer on the port without TLS. */
export const startsOnRelay = `${greeting}\n${ehloPlain}`
/** From connect to the EHLO answer under TLS, on a port with STARTTLS. */
export const startsSecurely = `${startsOnSubmission}\nC: STARTTLS\nS: 220 2.0.0 Ready to start TLS\nhello sni=localhost\ntls\n${ehloSecure}`
/** The same on the port for implicit TLS. */
export const startsImplicitly = `hello sni=localhost\ntls\n${greeting}\n${ehloSecure}`

export const logsIn =
  'C: AUTH PLAIN …\nauth PLAIN accepted user=user sent\nS: 235 2.7.0 Authentication successful'

/** A message from MAIL to the answer to its final dot. */
export const sends = envelope('message')

export const quits = 'C: QUIT\nS: 221 2.0.0 Bye\nclose client fin'

/** A message whose last entry is given: what its header was. */
export function envelope(
  message: string,
  data = 'data 300',
  mail = 'MAIL FROM:<sender@example.com>',
): string {
  return [
    `C: ${mail}`,
    'S: 250 2.1.0 OK',
    'C: RCPT TO:<reader@example.com>',
    'S: 250 2.1.5 OK',
    'C: DATA',
    'S: 354 End data with <CR><LF>.<CR><LF>',
    data,
    message,
    'S: 250 2.0.0 OK',
  ].join('\n')
}
