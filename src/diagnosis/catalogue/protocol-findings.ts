/** Another protocol, or SMTP spoken against its rules. */
export const protocolFindings = {
  'http-on-smtp-port': {
    severity: 'error',
    title: 'HTTP on an SMTP port',
    fixKind: null,
    paragraph:
      'The first line was an HTTP request: a web health check, a browser, or a proxy that is set for SMTP traffic.',
  },
  'proxy-protocol-header': {
    severity: 'error',
    title: 'PROXY protocol header',
    fixKind: null,
    paragraph:
      'The connection began with a PROXY protocol header, as a load balancer sends it. This server does not read it: switch send-proxy off for it.',
  },
  'mailbox-protocol-on-smtp-port': {
    severity: 'error',
    title: 'IMAP or POP3 on an SMTP port',
    fixKind: null,
    paragraph:
      'The first line was a command of IMAP or POP3: the server stands in the account as its incoming server. This server answers 421 and closes, so that a password that was to come next is not sent. One that came in the first line is never recorded; without TLS it is reported as sent in plaintext. FTP logs in with USER and PASS as POP3 does, and looks the same.',
  },
  'other-protocol-on-smtp-port': {
    severity: 'note',
    title: 'Not SMTP',
    fixKind: null,
    paragraph:
      'The first bytes belong to no protocol this port could mean: SSH, SIP, SOCKS, MQTT, LDAP, RDP and others are named, and the rest is binary data. Usually a scanner. A client that greets with LHLO speaks LMTP (RFC 2033); that is an error.',
  },
  'talks-before-greeting': {
    severity: 'warning',
    title: 'Talks before the greeting',
    fixKind: null,
    paragraph:
      'Commands came before the greeting was out. A client should wait for it (RFC 5321 §4.3.1); many servers drop those that do not, since it is the mark of spam software.',
  },
  'greeting-held': {
    severity: 'warning',
    title: 'Left while the greeting was held',
    fixKind: null,
    paragraph:
      'With hints on, the greeting that follows a ClientHello on a plaintext port is held for a moment, 600 ms at most, so that the same client can read inside TLS what is wrong (docs/hints.md). Another client of that host, with less patience than that, met it and left: no fault of its settings. It happens once; the next greeting is out at once.',
  },
  'ehlo-name-invalid': {
    severity: 'error',
    title: 'EHLO with a name that is none',
    fixKind: null,
    paragraph:
      'EHLO or HELO takes the full name of the client, or its IP address in brackets: `app.example.com`, `[192.0.2.1]`, `[IPv6:2001:db8::1]` (RFC 5321 §4.1.1.1, §4.1.3). Clients mostly take the host name of the machine, which may hold an underscore, a space or letters beyond ASCII, or be empty. Without a name, or with one that holds a space, this server answers 501, and most clients then give up. A name that it accepts and others refuse is a warning: one with an underscore or beyond ASCII, an e-mail address, an address without brackets, a name in brackets. A name without a dot, such as `localhost`, is not reported: mail programs that submit mail send it, and submission servers accept it.',
  },
  'commands-out-of-order': {
    severity: 'error',
    title: 'Commands in the wrong order',
    fixKind: null,
    paragraph:
      'A command was refused with 503 because something has to come first: EHLO before MAIL, MAIL before RCPT, an accepted RCPT before DATA (RFC 5321 §4.1.4). Refusals that only follow from an earlier one are not reported.',
  },
  'address-malformed': {
    severity: 'error',
    title: 'MAIL or RCPT that cannot be read',
    fixKind: null,
    paragraph:
      'MAIL or RCPT was refused with 501, or with 555 for a parameter that EHLO had not offered: the address has to stand in angle brackets right after the colon, and parameters must be known (RFC 5321 §4.1.2). It counts for the message it belongs to, whatever else the client sent over the same connection; a further try that is taken makes good for it.',
  },
  'several-addresses-in-one': {
    severity: 'error',
    title: 'Several addresses in one command',
    fixKind: null,
    paragraph:
      'MAIL or RCPT held several addresses with commas or semicolons between them, and was refused with 501. A list that a person typed into one field has to be taken apart: one RCPT for each recipient (RFC 5321 §4.1.1.3). Semicolons are what Outlook shows; no header and no command has them between addresses.',
  },
  'display-name-in-address': {
    severity: 'error',
    title: 'A name beside the address',
    fixKind: null,
    paragraph:
      'MAIL or RCPT held a name as well as the address, such as `MAIL FROM:<Ann <ann@app.example>>`, and was refused with 501. Names belong into From, To and Cc of the message. The name itself is not recorded.',
  },
  'bdat-not-offered': {
    severity: 'error',
    title: 'BDAT without CHUNKING',
    fixKind: null,
    paragraph:
      'The client sent BDAT, which EHLO had not offered (CHUNKING, RFC 3030). It is refused with 502, and the octets of the message that follow come as commands.',
  },
  'second-login': {
    severity: 'error',
    title: 'A second login',
    fixKind: null,
    paragraph:
      'The client sent AUTH on a connection that had a login already, and got 503 (RFC 4954 §4). Where the mail came through all the same this is a warning.',
  },
  'dot-not-escaped': {
    severity: 'error',
    title: 'A lone dot ended the message',
    fixKind: null,
    paragraph:
      'Lines of text came as commands after the end of a message: one of its lines was a single dot, which ends a message unless another dot is put before it (RFC 5321 §4.5.2). The mail was kept, and is cut at that line. Mail libraries do this by themselves; programs that speak SMTP on a socket must. Where nothing but a dot follows, the end was sent twice, the mail is whole, and it is a warning.',
  },
  'left-before-reply': {
    severity: 'warning',
    title: 'Left before the answer to the message',
    fixKind: 'time-out',
    paragraph:
      'The message was in whole and was kept, and the client closed the connection before it had the answer to the final dot: its time was up, or its program ended. It must assume that the mail did not go out, and mostly sends it again, so that readers get it twice (RFC 1047). RFC 5321 §4.5.3.2.6 asks a client to wait for ten minutes; a delay that was set on purpose shows how long it does. Where the same Message-ID came in other sessions of the host, that is said. A client that ends its side at once and still reads, as `nc -N` does, is not reported.',
  },
  'left-before-mail': {
    severity: 'note',
    title: 'Left before MAIL, where messages must be small',
    fixKind: null,
    paragraph:
      'The client could have sent mail and left without a MAIL, after an EHLO answer with a SIZE of less than 10 MiB. A client that counts its message first gives up here, with an error of its own. A test of the connection looks the same, which is why this is a note.',
  },
  'left-in-transaction': {
    severity: 'warning',
    title: 'Left after MAIL or RCPT',
    fixKind: null,
    paragraph:
      'MAIL, and RCPT if there was one, were accepted, and the client left without a message. It stopped by itself: a time-out, an error while it made the message, or a message larger than the SIZE of the EHLO answer by its own count. A check whether an address exists ends like this too, with QUIT or RSET; one with the empty sender, as mail servers make it, is a note.',
  },
  'bare-lf': {
    severity: 'warning',
    title: 'Lines that end in LF alone',
    fixKind: null,
    paragraph:
      'Lines ended in LF instead of CRLF. RFC 5321 §2.3.8 allows CRLF alone, and since SMTP smuggling (CVE-2023-51764) more and more servers refuse anything else. Where a message has no CRLF.CRLF at its end, the server waits for it until a time-out. Lines that end in CR CR LF, as after a double conversion, are reported as that.',
  },
  'line-too-long': {
    severity: 'warning',
    title: 'Lines over the limit',
    fixKind: null,
    paragraph:
      'A line of the message was longer than 998 octets (RFC 5322 §2.1.1), or a command longer than 512 and what its extensions add (RFC 5321 §4.5.3.1). Servers may refuse or cut it. Encode long text as quoted-printable or base64.',
  },
  'non-ascii-address-without-smtputf8': {
    severity: 'error',
    title: 'Non-ASCII address without SMTPUTF8',
    fixKind: null,
    paragraph:
      'An address in the envelope holds characters beyond ASCII, and MAIL had no SMTPUTF8 parameter (RFC 6531 §3.4). Servers refuse it or damage it on the way.',
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
    title: 'Gone in the middle of the message',
    fixKind: 'time-out',
    paragraph:
      'The client closed the connection inside DATA, before the final dot; nothing was captured. Usually a time-out on its side, or a program that ended too early.',
  },
} as const
