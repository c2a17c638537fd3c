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
      'The server offered AUTH, the client sent mail without it and was refused with 530. Give the client a user and a password.',
  },
  'login-not-tried': {
    severity: 'warning',
    title: 'Left without logging in',
    fixKind: 'login',
    paragraph:
      'EHLO was answered with AUTH offered, and the client left without trying, although the port demands a login; or closed the connection at once where it does not. It gave up by itself: it would use none of the mechanisms offered, has no user and password, or has them for a host of another name (as PlainAuth of Go compares them). What it reports says which. msmtp of Debian 13 leaves so with `auth on`: it wants SCRAM-SHA-256-PLUS beside SCRAM-SHA-256, which `--auth-mechanism modern` offers. A test of the connection, or a health check, that takes leave with QUIT looks the same, which is why this is a warning and no error; one by a client that delivers at the same time, or at a fixed interval, is taken for what it is; and of clients on Java and Node, most of which close without a word when they give up, it is a note. Where the port takes mail without a login, QUIT is no sign of giving up, and what is left may be a fault in the message as well.',
  },
  'login-rejected': {
    severity: 'error',
    title: 'Login refused',
    fixKind: 'login',
    paragraph: `AUTH was answered with 535. Several mechanisms tried in a row with the same credentials are one failure. Which half is wrong is said, the user or the password (of ${withToken}: the token), though the reply on the wire never does; and what else can be said of the credentials without giving them away: an empty password, a line break at its end. Of a login that is bound to TLS (SCRAM-SHA-256-PLUS) it is said where the binding was what was wrong: that of another connection, as after a proxy that ends TLS, or of a type that this version of TLS does not have.`,
  },
  'credentials-altered': {
    severity: 'error',
    title: 'Right credentials, written differently',
    fixKind: 'login',
    paragraph:
      'AUTH was refused, and the user or the password is the right one but for how it is written: spaces around it or in it, as in an app password of Gmail, a line break at its end, quotes, URL-encoding from a DSN, base64 (so that it is encoded twice), or user and password in each other’s place. The finding names the difference and shows neither value. It is found with PLAIN, LOGIN, CRAM-MD5 and tokens, not with SCRAM, whose proof would have to be computed anew for each spelling.',
  },
  'credentials-not-set': {
    severity: 'error',
    title: 'A variable in place of the credentials',
    fixKind: 'login',
    paragraph:
      'The user or the password is the name of a variable that was not replaced, such as `${SMTP_PASS}` or `{{ smtp_pass }}`, or what a variable that is not set becomes in text: `undefined`, `null`, `None`. A server without users accepts it as any other login; then this is a warning.',
  },
  'login-not-offered-on-plain-port': {
    severity: 'error',
    title: 'Login on the relay port',
    fixKind: 'no-login',
    paragraph:
      'The client sent AUTH on a port that does not offer it. This port is for mail between servers (RFC 5321); programs submit mail on a submission port, under TLS and with a login (RFC 6409, RFC 8314). Drop the login here, or move to a submission port.',
  },
  'auth-mechanism-unsupported': {
    severity: 'error',
    title: 'AUTH mechanism not supported',
    fixKind: 'login',
    paragraph: `The client insists on an AUTH mechanism that the server does not have, and got 504. Let it choose from the list in the EHLO answer. ${list([...userMechanisms])} are offered only where the server was started with users (--user), those that end in -PLUS only under TLS and on request (--auth-mechanism modern).`,
  },
  'auth-malformed': {
    severity: 'error',
    title: 'AUTH that cannot be read',
    fixKind: 'login',
    paragraph:
      'What the client sent in AUTH was nothing at all, not base64, or not in the form of the mechanism (PLAIN: two NUL bytes, RFC 4616), and got 501. Of SCRAM and OAUTHBEARER it is said where the nonce or the channel binding was the part that was wrong.',
  },
  'auth-cancelled': {
    severity: 'error',
    title: 'Login broken off',
    fixKind: 'login',
    paragraph:
      'The client broke off the AUTH exchange, with a single * (RFC 4954 §4) or by closing the connection after a challenge. The cause lies on its side: no password set, or a mechanism it cannot do after all. Mutt and others take SCRAM-SHA-256-PLUS, where it is offered (`--auth-mechanism modern`), by themselves and have nothing to bind it to: name another mechanism in them, or do not offer it.',
  },
  'credentials-unencrypted': {
    severity: 'error',
    title: 'PASSWORD SENT UNENCRYPTED',
    fixKind: 'port',
    paragraph:
      'A password crossed the network without TLS, whether or not the server took it. Everyone on the way can read it. Make the client start TLS before it logs in; if this was a real password, change it.',
  },
  'password-as-token': {
    severity: 'note',
    title: 'A password in place of a token',
    fixKind: null,
    paragraph: `The token of an AUTH (${withToken} carry one) was the password which this server was given for the user (--user), and it was taken. Real servers want an access token there (RFC 6749 §1.4) and refuse a password. A user has one secret here, so it is right to start this server with the token as the password: that is why this is a note.`,
  },
  'from-unlike-login': {
    severity: 'note',
    title: 'From differs from the login',
    fixKind: null,
    paragraph:
      'The address in From, or the envelope sender of MAIL, is not the address that logged in. Many submission servers refuse that, or replace the address, unless the account may send for the other one; RFC 6409 §8.1 lets them add a Sender field.',
  },
} as const
