/** The way to TLS does not fit the port. */
export const tlsModeFindings = {
  'implicit-tls-on-starttls-port': {
    severity: 'error',
    title: 'TLS from the first byte on a STARTTLS port',
    fixKind: 'port',
    paragraph:
      'The client sent a TLS ClientHello as soon as it connected, on a port where the conversation starts unencrypted and STARTTLS begins TLS (RFC 3207). It then reads our plaintext greeting as a TLS record, and fails with an error of its TLS library; the usual ones are listed below. Only a TLS scanner does this on purpose. Set the client to STARTTLS on this port, or keep implicit TLS and use the port for it.',
  },
  'implicit-tls-on-plain-port': {
    severity: 'error',
    title: 'TLS from the first byte on a port without TLS',
    fixKind: 'port',
    paragraph:
      'The client sent a TLS ClientHello as soon as it connected, on a port that has no TLS at all. Switch TLS off for this port, or use the port for implicit TLS.',
  },
  'plaintext-on-implicit-tls-port': {
    severity: 'error',
    title: 'Plaintext on the implicit-TLS port',
    fixKind: 'port',
    paragraph:
      'The client connected and then waited in silence. On a port with implicit TLS (RFC 8314 §3.3) the client speaks first, with a ClientHello. A client that waits for a greeting is set to plaintext or to STARTTLS, and real servers leave it waiting until a time-out. A client for IMAP or POP3 waits in the same way. A health check that keeps a silent connection open looks the same, so the finding is certain only if the client answered our plaintext hint, or closed the connection as soon as the hint came.',
  },
  'hint-before-client-hello': {
    severity: 'warning',
    title: 'A hint of this server broke the handshake',
    fixKind: null,
    paragraph:
      'With hints on (docs/hints.md), this server sends a plaintext hint to a client that stays silent for three seconds on a port with implicit TLS. This client began TLS after that. Its settings are right: it was slow, as a JVM on a busy machine can be, or the server was. A host that has spoken TLS on the port before gets ten seconds, so the next run succeeds; time in which the server itself was busy does not count. If your clients are slower than that, start the server with --no-hints.',
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
      'The client sent STARTTLS on a connection that is already encrypted, which RFC 3207 §4.2 rules out: the server no longer offers it and answers 503. On a port with implicit TLS, switch STARTTLS off in the client.',
  },
  'starttls-not-used': {
    severity: 'error',
    title: 'Unencrypted mail where STARTTLS is required',
    fixKind: 'port',
    paragraph:
      'The EHLO answer offered STARTTLS, but the client went on unencrypted and was refused with 530 (RFC 3207 §4). Set the client to require STARTTLS.',
  },
  'login-before-starttls': {
    severity: 'error',
    title: 'Login before STARTTLS',
    fixKind: 'port',
    paragraph:
      'The client sent AUTH unencrypted although the server had not offered it: this port offers a login under TLS only (RFC 4954 §4). Start TLS first, then log in.',
  },
  'login-impossible-without-starttls': {
    severity: 'warning',
    title: 'Probably needs a login, and does not use STARTTLS',
    fixKind: 'port',
    paragraph:
      'The client read the EHLO answer and left. Before TLS that answer offers STARTTLS and no AUTH, so a client that wants to log in but is not set to use STARTTLS gives up here, with an error such as "SMTP AUTH extension not supported by server" or "Could not authenticate". This is a warning and not an error, because others look the same: a test of the connection or a health check that sends EHLO and QUIT (monit does), and a client that runs into an error of its own once it is connected (gomail and go-simple-mail do for an address that Go cannot parse). A client counts as a probe if it comes at a fixed interval, stays for a while before its QUIT, delivers over another connection at the same time, or greets with a name such as `healthcheck` or `prober`. If earlier sessions show Jakarta Mail, which closes the connection when it gives up and sends QUIT after a test, the finding is a note. A check that sends NOOP or HELO instead of EHLO, or that only connects, is never reported.',
  },
  'helo-only-client': {
    severity: 'error',
    title: 'HELO instead of EHLO, so no STARTTLS',
    fixKind: 'port',
    paragraph:
      'The client greeted with HELO, so it could not see that the server offers STARTTLS, and its mail was refused with 530. Many small mailers use HELO when neither TLS nor a login is switched on.',
  },
  'starttls-required-not-offered': {
    severity: 'error',
    title: 'STARTTLS on a port that does not offer it',
    fixKind: 'port',
    paragraph:
      'The client sent STARTTLS although the EHLO answer did not offer it, and was refused. It insists on TLS where there is none: switch TLS off for this port, or use a port with TLS. If the client then sent its mail unencrypted, this is a warning: it uses TLS only where it can (opportunistic TLS), or fell back silently.',
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
    title: 'Probably needs TLS or a login, which this port does not have',
    fixKind: 'port',
    paragraph:
      'The client read the EHLO answer and left without sending mail. The answer offers neither STARTTLS nor AUTH, so a client that insists on one of them gives up here. A close without QUIT is a warning and QUIT is a note, because others look the same: a test of the connection or a health check that sends EHLO and QUIT (monit does), and a client that runs into an error of its own once it is connected (gomail and go-simple-mail do for an address that Go cannot parse). A client counts as a probe if it comes at a fixed interval, stays for a while before its QUIT, delivers over another connection at the same time, or greets with a name such as `healthcheck` or `prober`. A check that sends NOOP or HELO instead of EHLO, or that only connects, is never reported.',
  },
  'starttls-abandoned': {
    severity: 'error',
    title: 'Probably cannot begin TLS after STARTTLS',
    fixKind: 'port',
    paragraph:
      'The server answered STARTTLS with 220, and the client closed the connection without a ClientHello. A scanner that lists capabilities does the same.',
  },
  'plaintext-after-starttls': {
    severity: 'error',
    title: 'Plaintext after STARTTLS',
    fixKind: 'port',
    paragraph:
      'After the 220 to STARTTLS the client must send a TLS ClientHello (RFC 3207 §4). This one went on unencrypted: its code sent STARTTLS but never turned the socket into a TLS socket.',
  },
  'client-hello-before-220': {
    severity: 'error',
    title: 'TLS before the 220 to STARTTLS',
    fixKind: null,
    paragraph:
      'The client sent STARTTLS and its ClientHello at once, without waiting for the 220 (RFC 3207 §4). The server discards what comes before the 220, because using it would let an attacker in between inject commands. So the handshake never begins, and both sides wait.',
  },
  'commands-pipelined-with-starttls': {
    severity: 'error',
    title: 'Commands sent after STARTTLS',
    fixKind: 'port',
    paragraph:
      'More unencrypted bytes came together with STARTTLS. A server that ran them would let an attacker inject commands into the encrypted session (CVE-2011-0411), so they are discarded. STARTTLS must be the last command of a group (RFC 3207 §4, RFC 2920 §3.1): wait for the 220.',
  },
  'no-ehlo-after-starttls': {
    severity: 'warning',
    title: 'No second EHLO after STARTTLS',
    fixKind: 'port',
    paragraph:
      'The first command under TLS was not EHLO. Everything that the server said before TLS is void (RFC 3207 §4.2), so the client must ask again; until it does, this server answers 503.',
  },
} as const
