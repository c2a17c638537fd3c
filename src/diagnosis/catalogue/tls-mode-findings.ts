/** The way to TLS does not fit the port. */
export const tlsModeFindings = {
  'implicit-tls-on-starttls-port': {
    severity: 'error',
    title: 'TLS from the first byte on a STARTTLS port',
    fixKind: 'port',
    paragraph:
      'The client opened with a TLS ClientHello on a port where the conversation starts unencrypted and switches to TLS by STARTTLS (RFC 3207). It reads our plaintext greeting as a TLS record and reports that in the words of its TLS library, listed below. Nothing but a TLS scanner opens like this on purpose. Use STARTTLS here, or keep TLS from the first byte and go to the port for implicit TLS.',
  },
  'implicit-tls-on-plain-port': {
    severity: 'error',
    title: 'TLS from the first byte on a port without TLS',
    fixKind: 'port',
    paragraph:
      'The client opened with a TLS ClientHello on a port that has no TLS at all. Switch TLS off for this port, or go to the port for implicit TLS.',
  },
  'plaintext-on-implicit-tls-port': {
    severity: 'error',
    title: 'Plaintext on the implicit-TLS port',
    fixKind: 'port',
    paragraph:
      'The client connected and then waited in silence. On a port with implicit TLS (RFC 8314 §3.3) the client speaks first, with a ClientHello; one that waits for a greeting is set to plaintext or to STARTTLS, and real servers leave it waiting until a time-out. A health check that keeps a socket open without a word looks the same, so this is certain only once the client has answered our plaintext hint.',
  },
  'hint-before-client-hello': {
    severity: 'warning',
    title: 'A hint of this server broke the handshake',
    fixKind: null,
    paragraph:
      'With hints on (docs/hints.md), a client that is silent on a port with implicit TLS is sent a plaintext hint after three seconds, and this one began TLS after that. Its settings are right: it was slow, as a JVM on a busy machine can be. A host that has spoken TLS on the port is given ten seconds, so the next run goes through; time in which the server itself was busy does not count. Start the server with --no-hints where clients are slower than that.',
  },
  'plaintext-commands-on-implicit-tls-port': {
    severity: 'error',
    title: 'Unencrypted SMTP commands on the implicit-TLS port',
    fixKind: 'port',
    paragraph:
      'The first bytes on a port with implicit TLS were unencrypted SMTP commands. The client must speak TLS from the first byte (RFC 8314 §3.3).',
  },
  'starttls-inside-tls': {
    severity: 'error',
    title: 'STARTTLS inside TLS',
    fixKind: 'port',
    paragraph:
      'STARTTLS came over a connection that is encrypted already, which RFC 3207 §4.2 rules out: the server no longer offers it and answers 503. On a port with implicit TLS, switch STARTTLS off in the client.',
  },
  'starttls-not-used': {
    severity: 'error',
    title: 'Unencrypted mail where STARTTLS is required',
    fixKind: 'port',
    paragraph:
      'EHLO was answered with STARTTLS, but the client went on unencrypted and was refused with 530 (RFC 3207 §4). Set the client to require STARTTLS.',
  },
  'login-before-starttls': {
    severity: 'error',
    title: 'Login before STARTTLS',
    fixKind: 'port',
    paragraph:
      'The client sent AUTH unencrypted although the server had not offered it yet; it is offered under TLS only (RFC 4954 §4). Start TLS first, then log in.',
  },
  'login-impossible-without-starttls': {
    severity: 'warning',
    title: 'Left after EHLO without STARTTLS',
    fixKind: 'port',
    paragraph:
      'The client read the EHLO answer and left. Before TLS the answer offers STARTTLS and no AUTH: a client that wants to log in but is not set to use STARTTLS gives up here, with messages such as "SMTP AUTH extension not supported by server" or "Could not authenticate". A test of the connection, or a health check, that sends EHLO and QUIT looks the same, as does a client that finds a fault of its own once it is connected (gomail and go-simple-mail with an address that Go cannot read), which is why this is a warning and no error; one that does so at a fixed interval, stays for a while before its QUIT, comes from a client that delivers at the same time, or greets with a name such as `healthcheck` or `prober`, is taken for a probe. Where earlier sessions show Jakarta Mail, which closes the connection when it gives up and says QUIT after a test of it, this is a note. A check that sends NOOP or HELO instead of EHLO, or that only connects, is never mistaken.',
  },
  'helo-only-client': {
    severity: 'error',
    title: 'HELO instead of EHLO where STARTTLS is required',
    fixKind: 'port',
    paragraph:
      'The client greeted with HELO, so it cannot see that the server offers STARTTLS, and its mail was refused with 530. Many small mailers use HELO when neither TLS nor a login is switched on.',
  },
  'starttls-required-not-offered': {
    severity: 'error',
    title: 'STARTTLS on a port that does not offer it',
    fixKind: 'port',
    paragraph:
      'The client sent STARTTLS although the EHLO answer did not offer it, and was refused. It insists on TLS where there is none: switch TLS off for this port, or use a port with TLS. Where the mail was accepted unencrypted all the same, the client takes TLS where it can get it (opportunistic TLS), or fell back silently; that is a warning.',
  },
  'starttls-loop': {
    severity: 'error',
    title: 'STARTTLS again and again',
    fixKind: 'port',
    paragraph:
      'The client repeated STARTTLS on one connection although it was refused each time. Some clients never stop by themselves.',
  },
  'gave-up-after-ehlo-on-plain-port': {
    severity: 'warning',
    title: 'Left after EHLO on a port without TLS and login',
    fixKind: 'port',
    paragraph:
      'The client read the EHLO answer and left without sending mail. The answer offers neither STARTTLS nor AUTH, so a client set to insist on one of them gives up here. A test of the connection, or a health check, that sends EHLO and QUIT looks the same, as does a client that finds a fault of its own once it is connected (gomail and go-simple-mail with an address that Go cannot read), which is why a close without QUIT is a warning and no error, and QUIT a note; one that does so at a fixed interval, stays for a while before its QUIT, comes from a client that delivers at the same time, or greets with a name such as `healthcheck` or `prober`, is taken for a probe. A check that sends NOOP or HELO instead of EHLO, or that only connects, is never mistaken.',
  },
  'starttls-abandoned': {
    severity: 'error',
    title: 'STARTTLS accepted, then no handshake',
    fixKind: 'port',
    paragraph:
      'STARTTLS was answered with 220, and the client closed the connection without a ClientHello. A scanner that lists capabilities does that too.',
  },
  'plaintext-after-starttls': {
    severity: 'error',
    title: 'Plaintext after STARTTLS',
    fixKind: 'port',
    paragraph:
      'After the 220 to STARTTLS the next byte has to be a TLS ClientHello (RFC 3207 §4). The client went on unencrypted: its code sent STARTTLS but never turned the socket into a TLS socket.',
  },
  'client-hello-before-220': {
    severity: 'error',
    title: 'TLS before the 220 to STARTTLS',
    fixKind: null,
    paragraph:
      'The client sent STARTTLS and its ClientHello at once, without waiting for the 220 (RFC 3207 §4). What comes before the 220 is thrown away, since a server that used it could be fed commands by somebody in between; the handshake then never begins.',
  },
  'commands-pipelined-with-starttls': {
    severity: 'error',
    title: 'Commands sent after STARTTLS',
    fixKind: 'port',
    paragraph:
      'Further unencrypted bytes came together with STARTTLS. A server that ran them would let an attacker inject commands into the encrypted session (CVE-2011-0411), so they are thrown away. STARTTLS must be the last command of a group (RFC 3207 §4, RFC 2920 §3.1): wait for the 220.',
  },
  'no-ehlo-after-starttls': {
    severity: 'warning',
    title: 'No second EHLO after STARTTLS',
    fixKind: 'port',
    paragraph:
      'The first command under TLS was not EHLO. Everything the server said before TLS is void (RFC 3207 §4.2), so the client has to ask again; this server answers 503 until it does.',
  },
} as const
