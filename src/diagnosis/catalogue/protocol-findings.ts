/** Another protocol, or SMTP spoken against its rules. */
export const protocolFindings = {
  'http-on-smtp-port': {
    severity: 'error',
    title: 'HTTP on an SMTP port',
    fixKind: null,
    paragraph:
      'The first line was an HTTP request. It usually comes from a web health check, a browser, or a proxy that is set for SMTP traffic.',
  },
  'proxy-protocol-header': {
    severity: 'error',
    title: 'PROXY protocol header',
    fixKind: null,
    paragraph:
      'The connection began with a PROXY protocol header, which load balancers send. This server does not read it: switch send-proxy off for it.',
  },
  'mailbox-protocol-on-smtp-port': {
    severity: 'error',
    title: 'IMAP or POP3 on an SMTP port',
    fixKind: null,
    paragraph:
      'The first line was a command of IMAP or POP3. Usually the account of a mail program names this server as its incoming server. This server answers 421 and closes the connection, so that a password that would come next is not sent. A password in that line, or in a line that comes with it, is never recorded; without TLS it is reported as sent in plaintext. FTP logs in with USER and PASS as POP3 does, and looks the same.',
  },
  'other-protocol-on-smtp-port': {
    severity: 'note',
    title: 'Not SMTP',
    fixKind: null,
    paragraph:
      'The first bytes belong to none of the protocols that this port speaks. SSH, SIP, RTSP, FTP, Redis, AMQP, SOCKS, MQTT, LDAP, RDP and others are named; the rest is binary data. It is usually a scanner. A client that greets with LHLO speaks LMTP (RFC 2033); that is an error.',
  },
  'talks-before-greeting': {
    severity: 'warning',
    title: 'Talks before the greeting',
    fixKind: null,
    paragraph:
      'Commands came before the greeting was sent. A client should wait for it (RFC 5321 §4.3.1); many servers drop a client that does not, because spam software behaves like that.',
  },
  'greeting-held': {
    severity: 'warning',
    title: 'Left while the greeting was held',
    fixKind: null,
    paragraph:
      'With hints on, the greeting that follows a ClientHello on a plaintext port is held for 600 ms at most, so that the same client can read inside TLS what is wrong (docs/hints.md). Another client of that host met the held greeting and left before it came. Its settings are not at fault. It happens once; the next greeting is sent at once.',
  },
  'ehlo-name-invalid': {
    severity: 'error',
    title: 'EHLO with an invalid name',
    fixKind: null,
    paragraph:
      'EHLO and HELO take the full name of the client, or its IP address in brackets: `app.example.com`, `[192.0.2.1]`, `[IPv6:2001:db8::1]` (RFC 5321 §4.1.1.1, §4.1.3). Most clients send the host name of the machine, which may contain an underscore, a space or non-ASCII letters, or be empty. If there is no name, or it contains a space, this server answers 501, and most clients then give up. A name that this server accepts and others refuse is a warning: one with an underscore or non-ASCII letters, an e-mail address, an address without brackets, a name in brackets, or the text of a value that was not set, such as `undefined`. A name without a dot, such as `localhost`, is not reported: mail programs that submit mail send it, and submission servers accept it.',
  },
  'commands-out-of-order': {
    severity: 'error',
    title: 'Commands in the wrong order',
    fixKind: null,
    paragraph:
      'A command was refused with 503 because another must come first: EHLO before MAIL, MAIL before RCPT, an accepted RCPT before DATA (RFC 5321 §4.1.4). A refusal that only follows from an earlier one is not reported.',
  },
  'address-malformed': {
    severity: 'error',
    title: 'MAIL or RCPT that cannot be read',
    fixKind: null,
    paragraph:
      'MAIL or RCPT was refused with 501, or with 555 for a parameter that EHLO had not offered. The address must be in angle brackets after the colon, with a domain and without spaces, and parameters must be among those offered (RFC 5321 §4.1.2). The finding says which of these is wrong, if the record shows it. It counts for the message that the command belongs to, whatever else the client sent over the connection; if a later try is accepted, it is not reported.',
  },
  'several-addresses-in-one': {
    severity: 'error',
    title: 'Several addresses in one command',
    fixKind: null,
    paragraph:
      'MAIL or RCPT contained several addresses with commas or semicolons between them, and was refused with 501. Split a list that a person typed into one field, and send one RCPT for each recipient (RFC 5321 §4.1.1.3). Outlook shows semicolons; no header and no command has them between addresses.',
  },
  'display-name-in-address': {
    severity: 'error',
    title: 'A name beside the address',
    fixKind: null,
    paragraph:
      'MAIL or RCPT contained a name as well as the address, such as `MAIL FROM:<Ann <ann@app.example>>`, and was refused with 501. Names belong in From, To and Cc of the message. The name itself is not recorded.',
  },
  'bdat-not-offered': {
    severity: 'error',
    title: 'BDAT without CHUNKING',
    fixKind: null,
    paragraph:
      'The client sent BDAT, although EHLO had not offered CHUNKING (RFC 3030). BDAT is refused with 502, and the bytes of the message that follow are read as commands.',
  },
  'second-login': {
    severity: 'error',
    title: 'A second login',
    fixKind: null,
    paragraph:
      'The client sent AUTH on a connection that was logged in already, and got 503 (RFC 4954 §4). If the mail was delivered all the same, this is a warning.',
  },
  'dot-not-escaped': {
    severity: 'error',
    title: 'A lone dot ended the message',
    fixKind: null,
    paragraph:
      'Lines of text came as commands after the end of a message: one of its lines was a single dot, which ends a message unless another dot is put before it (RFC 5321 §4.5.2). The mail was kept, but it is cut at that line. Mail libraries add that dot; programs that speak SMTP on a socket must do so themselves. If nothing but a dot follows, the end was sent twice and the mail is whole, so this is a warning.',
  },
  'left-before-reply': {
    severity: 'warning',
    title: 'Left before the answer to the message',
    fixKind: 'time-out',
    paragraph:
      'The whole message arrived and was kept, and the client closed the connection before it had the answer to the final dot: it ran into a time-out, or its program ended. It must assume that the mail was not sent, and usually sends it again, so that recipients get it twice (RFC 1047). RFC 5321 §4.5.3.2.6 asks a client to wait for ten minutes; a delay that you set on purpose shows how long it does. If the same Message-ID came in other sessions of the host, the finding says so. A client that closes at the very moment of the final dot is reported where the system says that its side was gone when the answer reached it (Linux does). A client that ends its side at once and still reads, as `nc -N` does, is not reported. One that resets an unencrypted connection when the answer is out gets a note: the server cannot see whether it had read it.',
  },
  'left-before-mail': {
    severity: 'note',
    title: 'Left before it sent a mail',
    fixKind: null,
    paragraph:
      'The client could have sent mail, but left before MAIL, although nothing was refused. Many libraries connect first and look at the message afterwards: an address that they cannot parse, a missing recipient or an attachment that they cannot read ends the session here, with an error in the program. So does a message that is larger than the SIZE of the EHLO answer, if that is less than 10 MiB. A test of the connection or of the login looks the same, so this is a note. It is not reported for a client that sends NOOP and QUIT, comes at a fixed interval or delivers over another connection at the same time.',
  },
  'left-in-transaction': {
    severity: 'warning',
    title: 'Probably failed or timed out before it sent the message',
    fixKind: null,
    paragraph:
      'MAIL was accepted, and RCPT if there was one, and the client left without sending a message. It stopped by itself: a time-out, an error while it built the message, or a message that it found to be larger than the SIZE of the EHLO answer. A check whether an address exists ends like this too, with QUIT or RSET; with the empty sender, which mail servers use for it, this is a note.',
  },
  'bare-lf': {
    severity: 'warning',
    title: 'Line ends that are not CRLF',
    fixKind: null,
    paragraph:
      'Lines ended in LF alone or in CR CR LF, or a CR stood alone. RFC 5321 §2.3.8 allows CRLF only, and since SMTP smuggling (CVE-2023-51764) more and more servers refuse anything else. If a message has no CRLF.CRLF at its end, the server waits for it until a time-out. CR CR LF comes from a double conversion, and is reported as that.',
  },
  'mixed-line-ends': {
    severity: 'warning',
    title: 'Line ends of several kinds',
    fixKind: null,
    paragraph:
      'Some lines of the message ended in CRLF, others in LF or CR alone; the finding has the number of the first that differs. Mostly a header with CRLF was put before a text from a file or a form. Servers refuse such a message or repair it, which breaks its DKIM signature. A message that ends all its lines in LF is reported as `bare-lf`.',
  },
  'line-too-long': {
    severity: 'warning',
    title: 'Lines over the limit',
    fixKind: null,
    paragraph:
      'A line of the message was longer than 998 bytes (RFC 5322 §2.1.1), or a command longer than 512 and what its extensions add (RFC 5321 §4.5.3.1). Servers may refuse or cut it. Encode long text as quoted-printable or base64.',
  },
  'non-ascii-address-without-smtputf8': {
    severity: 'error',
    title: 'Non-ASCII address without SMTPUTF8',
    fixKind: null,
    paragraph:
      'An address in the envelope contains non-ASCII characters, and MAIL had no SMTPUTF8 parameter (RFC 6531 §3.4). Servers refuse it, or damage it on the way.',
  },
  'message-not-kept': {
    severity: 'error',
    title: 'The server could not keep the message',
    fixKind: null,
    paragraph:
      'The message was refused with 452 or 451 because this server had no room for it or could not write it: the disk of `--store` is full, the message is larger than the whole store may be, or too many bytes were arriving at once. The client did nothing wrong, and a client with a queue sends again. It stands on the board because mail stays away until somebody makes room.',
  },
  'size-limit-exceeded': {
    severity: 'error',
    title: 'Message over the SIZE limit',
    fixKind: null,
    paragraph:
      'The message is larger than the SIZE that the EHLO answer announces (RFC 1870), and was refused with 552.',
  },
  'message-cut-off': {
    severity: 'error',
    title: 'Connection closed in the middle of the message',
    fixKind: 'time-out',
    paragraph:
      'The client closed the connection inside DATA, before the final dot; nothing was captured. Usually it ran into a time-out, or its program ended too early.',
  },
} as const
