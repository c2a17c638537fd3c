import type { ExpectedClient, ExpectedRow } from './expected-client.ts'

const takes252: ExpectedRow = [
  'rcpt-252',
  'delivers',
  'expected otherwise: refused, as JavaMail does; Angus Mail takes it',
]

const both: readonly ExpectedRow[] = [
  ['control', 'delivers', 'SMTPTransport: isNotLastLine() puts lines together, ehlo() makes keywords upper case, mechanisms are compared without case'],
  ['downgrade', 'refuses, tells', 'SMTPTransport.startTLS(): another code than 220 or a failed handshake is a MessagingException'],
  ['auth-before-tls', 'delivers', 'protocolConnect(): startTLS() comes before authenticate()'],
  ['auth-absent-tls inject-fragment', 'delivers without its login', 'protocolConnect(): it logs in only where AUTH is offered'],
  ['inject-ehlo inject-session inject-login', 'delivers', 'startTLS(): initStreams() makes new streams, with empty buffers'],
  ['versions', 'refuses, tells', 'java.security, jdk.tls.disabledAlgorithms: TLSv1, TLSv1.1, anon, NULL'],
  ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'jdk.tls.disabledAlgorithms of Java 17 does not have TLS_RSA_*'],
  ['server network', 'refuses, tells', 'SendFailedException, MessagingException; it makes one attempt'],
  ['greeting-slow dot-slow', 'delivers', 'mail.smtp.timeout is infinite by itself'],
  ['rcpt-one-*', 'refuses, tells', 'mail.smtp.sendpartial is false by itself'],
  ['quit-*', 'delivers', 'SMTPTransport.close(): the code is not looked at, the end of the stream is -1'],
] // prettier-ignore

const verified: readonly ExpectedRow[] = [
  ['identity', 'refuses, tells', 'mail.smtp.ssl.checkserveridentity is true by itself since Angus Mail 2 (SocketFetcher), and JSSE verifies the chain'],
  ['cert-cn-only', 'delivers', 'sun.security.util.HostnameChecker: the common name counts where there is no DNS name'],
  ['cert-rsa-1024 cert-sha1', 'delivers', 'java.security, jdk.certpath.disabledAlgorithms: RSA below 1024, SHA1 of the CAs of the JDK'],
] // prettier-ignore

const throwsAtClose: ExpectedRow = [
  'quit-rst', 'delivers, calls it a failure', 'readServerResponse(): a reset is a MessagingException, which Transport.close() throws',
] // prettier-ignore

const opportunistic: readonly ExpectedRow[] = [
  ['starttls-absent', 'logs in and sends in clear', 'mail.smtp.starttls.enable: "if the server does not support STARTTLS, the connection continues without the use of TLS"'],
  ['starttls-absent-no-auth ehlo-refused', 'sends in clear without its login', 'as above; and it logs in only where AUTH is offered, which HELO is not'],
] // prettier-ignore

const angus = (name: string): ExpectedClient => ({
  name,
  both: [...both, takes252, ...verified, throwsAtClose],
  defaults: opportunistic,
})

export const jakartaMail: readonly ExpectedClient[] = [
  angus('jakarta-mail'),
  // JavaMailSenderImpl.doSend(): "Failed to close server connection after message sending".
  angus('spring'),
  {
    name: 'simple-java-mail',
    both: [...both, takes252, [`${throwsAtClose[0]} on 25 587`, throwsAtClose[1], 'as Angus Mail; on 465 mail.smtps.quitwait is false (TransportStrategy.SMTPS)']],
    defaults: [
      ...opportunistic,
      ['identity', 'delivers', 'MailerGenericBuilder.DEFAULT_TRUST_ALL_HOSTS is true: mail.smtp.ssl.trust is *'],
      ['cert-wrong-host cert-cn-beside-san cert-name-part cert-wildcard-elsewhere cert-no-ip', 'refuses, tells', 'DEFAULT_VERIFY_SERVER_IDENTITY is true, and JSSE looks at the name for trust managers of others too'],
    ],
    recommended: verified,
  },
  {
    // JavaMail 1.6, which Angus Mail came of.
    name: 'commons-email',
    both: [...both, ['rcpt-252', 'refuses, tells', 'SMTPTransport, rcptTo(): what is neither 250, 251, 4yz nor 5yz is unexpected, and ends it'], throwsAtClose],
    defaults: [
      ...opportunistic,
      ['identity', 'refuses, tells', 'JSSE verifies the chain'],
      ['cert-wrong-host cert-cn-beside-san cert-name-part cert-wildcard-elsewhere cert-no-ip', 'delivers', 'mail.smtp.ssl.checkserveridentity is false by itself before Angus Mail 2'],
      ...verified.slice(1),
    ],
    recommended: verified,
  },
] // prettier-ignore
