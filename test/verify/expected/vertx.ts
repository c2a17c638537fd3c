import type { ExpectedClient } from './expected-client.ts'

export const vertx: ExpectedClient = {
  name: 'vertx',
  both: [
    ['control', 'delivers', 'MultilineParser: replies of several lines; no time-out by itself'],
    ['replies-bare', 'refuses, tells', 'expected otherwise: delivered; but a code without a space after it is an error'],
    ['ehlo-lowercase on 465', 'refuses, tells', 'Capabilities, parseCapabilities(): "AUTH " as it is written; without a login MAIL is refused'],
    ['ehlo-lower-mechanisms', 'refuses, tells', 'SMTPAuthentication, intersectAllowedMethods(): PLAIN as it is written'],
    ['identity', 'refuses, tells', 'SMTPConnectionPool: names are verified by HTTPS where TLS may be and nothing was set; JSSE verifies the chain'],
    ['cert-cn-only', 'delivers', 'sun.security.util.HostnameChecker: the common name counts where there is no DNS name'],
    ['cert-rsa-1024 cert-sha1', 'delivers', 'java.security, jdk.certpath.disabledAlgorithms: RSA below 1024, SHA1 of the CAs of the JDK'],
    ['downgrade', 'refuses, tells', 'SMTPInitialDialogue: a handshake that fails closes the connection'],
    ['auth-before-tls', 'delivers', 'SMTPInitialDialogue: STARTTLS and another EHLO come before the login'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'expected otherwise: refused, for a line that no command waits for is an error; but it discards such lines'],
    ['inject-fragment', 'takes what was injected for the server’s', 'the fragment makes the first line one of AUTH: it logs in by LOGIN'],
    ['versions', 'refuses, tells', 'java.security, jdk.tls.disabledAlgorithms: TLSv1, TLSv1.1, anon, NULL'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'jdk.tls.disabledAlgorithms of Java 17 does not have TLS_RSA_*'],
    ['server network', 'refuses, tells', 'each reply of another kind fails the future; it makes one attempt'],
    ['auth-other-mechanisms', 'delivers', 'AuthXOAUTH2 takes the password for a token, which a password is here'],
    ['greeting-slow dot-slow', 'delivers', 'no time-out by itself'],
    ['rcpt-one-*', 'refuses, tells', 'MailConfig: allowRcptErrors is false by itself'],
    ['quit-*', 'delivers', 'SMTPConnection: what comes of QUIT when the pool closes is not looked at'],
  ],
  defaults: [
    ['ehlo-lowercase on 587', 'names sender or recipient in clear in vain, tells', 'Capabilities, parseCapabilities(): "STARTTLS" as it is written; StartTLSOptions.OPTIONAL goes on'],
    ['starttls-absent', 'logs in and sends in clear', 'MailConfig: starttls is OPTIONAL by itself'],
    ['starttls-absent-no-auth ehlo-refused', 'sends in clear without its login', 'as above; LoginOption.NONE logs in where AUTH is offered'],
    ['auth-absent-tls', 'delivers without its login', 'LoginOption.NONE logs in where AUTH is offered'],
  ],
  recommended: [
    ['ehlo-lowercase on 587', 'refuses, tells', 'SMTPInitialDialogue: "STARTTLS required but not supported by server"'],
    ['auth-absent-tls', 'refuses, tells', 'SMTPAuthentication: "login is required, but no allowed AUTH methods available"'],
  ],
} // prettier-ignore
