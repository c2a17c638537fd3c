import { authMechanisms, knownMechanisms, userMechanisms } from '../../model/mechanisms.ts'
import { list } from '../quote.ts'

const withToken = list(authMechanisms.filter((name) => knownMechanisms.get(name) === 'token'))

/** AUTH (RFC 4954). */
export const loginFindings = {
  'login-missing': {
    severity: 'error',
    title: 'Mail without login where login is required',
    fixKind: 'login',
    paragraph:
      'The port requires a login, and the client sent mail without one and was refused with 530. Give the client a user and a password.',
  },
  'login-not-tried': {
    severity: 'warning',
    title: 'Probably cannot log in with what is offered',
    fixKind: 'login',
    paragraph:
      'The EHLO answer offered AUTH, and the client left without trying to log in: on a port that requires a login, or without QUIT on one that does not. It gave up by itself: it supports none of the mechanisms that were offered, has no user and password, or has them for a host of another name (PlainAuth in Go compares the names). Its own error says which. msmtp on Debian 13 leaves like this with `auth on`, because it wants SCRAM-SHA-256-PLUS beside SCRAM-SHA-256; `--auth-mechanism modern` offers both. A test of the connection or a health check that ends with QUIT looks the same, so this is a warning and not an error. A client that delivers at the same time, or comes at a fixed interval, is not reported. QUIT from a client on Java or Node is a note, because most of those close without a word when they give up. Where the port accepts mail without a login, QUIT is no sign of giving up, and an error in the message itself is another possible cause.',
  },
  'login-rejected': {
    severity: 'error',
    title: 'Login refused',
    fixKind: 'login',
    paragraph: `AUTH was answered with 535. Several mechanisms tried in a row with the same credentials are one failure. The finding says which half is wrong, the user or the password (for ${withToken}: the token), although the reply on the wire never does. It also says what can be said without giving the credentials away: that the password is empty, or ends with a line break. For a login that is bound to TLS (SCRAM-SHA-256-PLUS) it says if the binding was wrong: it belonged to another connection, as with a proxy that ends TLS, or its type is one that this version of TLS does not have.`,
  },
  'credentials-altered': {
    severity: 'error',
    title: 'Right credentials, written differently',
    fixKind: 'login',
    paragraph:
      'AUTH was refused, and the user or the password would be right if it were written differently. It has spaces or invisible characters around or inside it, as Gmail shows an app password with spaces, a line break at its end, or quotes; it is URL-encoded, from a DSN, or base64, so that it was encoded twice; or user and password are swapped. The finding names the difference and shows neither value. It works for PLAIN, LOGIN, CRAM-MD5 and tokens, but not for SCRAM, where the proof would have to be computed again for each spelling.',
  },
  'credentials-not-set': {
    severity: 'error',
    title: 'Credentials that were not set',
    fixKind: 'login',
    paragraph:
      'The password is empty, or the user or the password is the name of a variable that was not replaced, such as `${SMTP_PASS}` or `{{ smtp_pass }}`, or the text that an unset variable becomes: `undefined`, `null`, `None`. A server without users accepts it like any other login; then this is a warning.',
  },
  'login-not-offered-on-plain-port': {
    severity: 'error',
    title: 'Login on the relay port',
    fixKind: 'no-login',
    paragraph:
      'The client sent AUTH on a port that does not offer it. This port is for mail between servers (RFC 5321); apps submit mail on a submission port, under TLS and with a login (RFC 6409, RFC 8314). Drop the login here, or use a submission port.',
  },
  'auth-mechanism-unsupported': {
    severity: 'error',
    title: 'AUTH mechanism not supported',
    fixKind: 'login',
    paragraph: `The client insists on an AUTH mechanism that the server does not have, and got 504. Let it choose from the list in the EHLO answer. The server offers ${list([...userMechanisms])} only if it was started with users (--user), and those that end in -PLUS only under TLS and on request (--auth-mechanism modern).`,
  },
  'auth-malformed': {
    severity: 'error',
    title: 'AUTH that cannot be read',
    fixKind: 'login',
    paragraph:
      'What the client sent for AUTH could not be read and got 501: it was empty, not base64, or not in the form of the mechanism (PLAIN needs two NUL bytes, RFC 4616). For SCRAM and OAUTHBEARER the finding says if the nonce or the channel binding was wrong.',
  },
  'auth-cancelled': {
    severity: 'error',
    title: 'Login broken off',
    fixKind: 'login',
    paragraph:
      'The client broke off the AUTH exchange, with a single * (RFC 4954 §4) or by closing the connection after a challenge. The cause is on its side: no password is set, or it does not support the mechanism after all. Mutt and others choose SCRAM-SHA-256-PLUS by themselves where it is offered (`--auth-mechanism modern`), and then have nothing to bind it to: name another mechanism in the client, or do not offer this one.',
  },
  'credentials-unencrypted': {
    severity: 'error',
    title: 'PASSWORD SENT UNENCRYPTED',
    fixKind: 'port',
    paragraph:
      'A password crossed the network without TLS, whether or not the server accepted it. Everyone on the way can read it. Make the client start TLS before it logs in; if this was a real password, change it.',
  },
  'password-as-token': {
    severity: 'note',
    title: 'A password in place of a token',
    fixKind: null,
    paragraph: `The token of an AUTH (${withToken} carry one) was the password that this server was started with for the user (--user), and the server accepted it. Real servers expect an access token there (RFC 6749 §1.4) and refuse a password. Here each user has one secret, and it is right to start this server with the token as the password, so this is a note.`,
  },
  'from-unlike-login': {
    severity: 'note',
    title: 'From differs from the login',
    fixKind: null,
    paragraph:
      'The address in From, or the envelope sender in MAIL, is not the address that logged in. Many submission servers refuse that or replace the address, unless the account may send for the other one; RFC 6409 §8.1 lets them add a Sender field.',
  },
} as const
