import type { Case } from '../support/case.ts'
import {
  envelope,
  greeting,
  logsIn,
  quits,
  sends,
  startsImplicitly,
  startsOnRelay,
} from '../support/passages.ts'
import { transcript } from '../support/transcript.ts'

export const protocolCases: readonly Case[] = [
  {
    says: 'a client that left while the greeting was held',
    record: transcript(
      'relay',
      'after 120\ngreeting-held The greeting was held for 121 ms\nclose client fin',
    ),
    expected: ['greeting-held'],
  },
  {
    says: 'HTTP',
    record: transcript(
      'submission',
      `${greeting}\nfirst-bytes http GET / HTTP/1.1\nS: 421 4.7.0 This is SMTP, not HTTP\nclose server fin`,
    ),
    expected: ['http-on-smtp-port'],
  },
  {
    says: 'a PROXY header',
    record: transcript(
      'relay',
      `${greeting}\nfirst-bytes proxy PROXY TCP4 192.0.2.1 192.0.2.2 56324 25\nclose server fin`,
    ),
    expected: ['proxy-protocol-header'],
  },
  {
    says: 'IMAP',
    record: transcript(
      'submission',
      `${greeting}\nfirst-bytes imap a001 CAPABILITY\nS: 421 4.7.0 This port speaks SMTP\nclose server fin`,
    ),
    expected: ['mailbox-protocol-on-smtp-port'],
  },
  {
    says: 'POP3 with its password first',
    record: transcript('smtps', 'first-bytes pop3 PASS …\nclose server fin'),
    expected: ['mailbox-protocol-on-smtp-port', 'credentials-unencrypted'],
  },
  {
    says: 'an IMAP login under TLS',
    record: transcript(
      'smtps',
      `hello sni=localhost\ntls\n${greeting}\nfirst-bytes imap a1 LOGIN …\nS: 421 4.7.0 This port speaks SMTP\nclose server fin`,
    ),
    expected: ['mailbox-protocol-on-smtp-port'],
  },
  {
    says: 'SOCKS 5',
    record: transcript('relay', `${greeting}\nfirst-bytes other 0x05010005\nclose client fin`),
    expected: ['other-protocol-on-smtp-port'],
  },
  {
    says: 'Redis',
    record: transcript(
      'relay',
      `${greeting}\nfirst-bytes redis *1\nS: 421 4.7.0 This port speaks SMTP\nclose server fin`,
    ),
    expected: ['other-protocol-on-smtp-port'],
  },
  {
    says: 'AMQP',
    record: transcript(
      'submission',
      `${greeting}\nfirst-bytes amqp 0x414d5150\nS: 421 4.7.0 This port speaks SMTP\nclose server fin`,
    ),
    expected: ['other-protocol-on-smtp-port'],
  },
  {
    says: 'RTSP',
    record: transcript(
      'relay',
      `${greeting}\nfirst-bytes rtsp OPTIONS rtsp://192.0.2.1/1 RTSP/1.0\nS: 421 4.7.0 This port speaks SMTP\nclose server fin`,
    ),
    expected: ['other-protocol-on-smtp-port'],
  },
  {
    says: 'FTP',
    record: transcript(
      'submission',
      `${greeting}\nfirst-bytes ftp AUTH TLS\nS: 421 4.7.0 This port speaks SMTP\nclose server fin`,
    ),
    expected: ['other-protocol-on-smtp-port'],
  },
  {
    says: 'SSH',
    record: transcript('relay', `${greeting}\nfirst-bytes ssh SSH-2.0-OpenSSH_9.9\nclose client fin`),
    expected: ['other-protocol-on-smtp-port'],
  },
  {
    says: 'LMTP',
    record: transcript(
      'relay',
      `${greeting}\nC: LHLO app.example\nS: 500 5.5.2 Command not recognized\nC: MAIL FROM:<a@app.example>\nS: 503 5.5.1 Send EHLO first\nclose client fin`,
    ),
    expected: ['other-protocol-on-smtp-port'],
  },
  {
    says: 'LMTP under TLS',
    record: transcript(
      'smtps',
      `hello sni=localhost\ntls\n${greeting}\nC: LHLO app.example\nS: 500 5.5.2 Command not recognized\n${quits}`,
    ),
    expected: ['other-protocol-on-smtp-port'],
  },
  {
    says: 'EHLO before the greeting',
    record: transcript(
      'relay',
      `first-bytes smtp EHLO client.test\n${greeting}\nC: EHLO client.test\nS: 250 fourport | SIZE 100\n${sends}\n${quits}`,
    ),
    expected: ['talks-before-greeting'],
  },
  {
    says: 'EHLO without a name',
    record: transcript(
      'relay',
      `${greeting}\nC: EHLO\nS: 501 5.5.4 EHLO takes one argument\nC: HELO\nS: 501 5.5.4 HELO takes one argument\n${quits}`,
    ),
    expected: ['ehlo-name-invalid'],
  },
  {
    says: 'EHLO with an underscore, as containers have it',
    record: transcript(
      'relay',
      `${greeting}\nC: EHLO app_web_1\nS: 250 fourport | SIZE 100\n${sends}\n${quits}`,
    ),
    expected: ['ehlo-name-invalid'],
  },
  {
    says: 'a name that is refused, and another that is accepted',
    record: transcript(
      'relay',
      `${greeting}\nC: EHLO my …\nS: 501 5.5.4 EHLO takes one argument\nC: EHLO mypc\nS: 250 fourport | SIZE 100\n${sends}\n${quits}`,
    ),
    expected: [],
  },
  {
    says: 'RCPT before MAIL',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: RCPT TO:<a@example.com>\nS: 503 5.5.1 MAIL first\n${quits}`,
    ),
    expected: ['commands-out-of-order'],
  },
  {
    says: 'MAIL without angle brackets',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:a@example.com\nS: 501 5.1.7 Bad sender address syntax\n${quits}`,
    ),
    expected: ['address-malformed'],
  },
  {
    says: 'a parameter that EHLO did not offer',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com> BY=120;R\nS: 555 5.5.4 Parameter not recognized\n${quits}`,
    ),
    expected: ['address-malformed'],
  },
  {
    says: 'the second of two messages to an address that cannot be read',
    record: transcript(
      'relay',
      `${startsOnRelay}\n${sends}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example..com>\nS: 501 5.1.3 Bad recipient address\n${quits}`,
    ),
    expected: ['address-malformed'],
  },
  {
    says: 'a parameter that is refused, and left out in a second try',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<sender@example.com> BY=120;R\nS: 555 5.5.4 Parameter not recognized\n${sends}\n${quits}`,
    ),
    expected: [],
  },
  {
    says: 'two recipients in one RCPT',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example.com;c@example.com>\nS: 501 5.1.3 Bad\n${quits}`,
    ),
    expected: ['several-addresses-in-one'],
  },
  {
    says: 'a name beside the sender',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<… <a@example.com>\nS: 501 5.1.7 Bad\n${quits}`,
    ),
    expected: ['display-name-in-address'],
  },
  {
    says: 'BDAT that was not offered',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example.com>\nS: 250 2.1.5 OK\nC: BDAT 86 LAST\nS: 502 5.5.1 No\nC: …\nS: 500 5.5.2 What\nclose client fin`,
    ),
    expected: ['bdat-not-offered'],
  },
  {
    says: 'BDAT where CHUNKING is offered',
    record: transcript(
      'relay',
      `${greeting}\nC: EHLO client.test\nS: 250 fourport | CHUNKING\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example.com>\nS: 250 2.1.5 OK\nC: BDAT 86 LAST\nS: 502 5.5.1 No\n${quits}`,
    ),
    expected: [],
  },
  {
    says: 'a second login',
    record: transcript(
      'smtps',
      `${startsImplicitly}\n${logsIn}\nC: AUTH PLAIN …\nS: 503 5.5.1 Again\nauth PLAIN out-of-order sent\n${quits}`,
    ),
    expected: ['second-login'],
  },
  {
    says: 'a line with a dot alone in the message',
    record: transcript(
      'relay',
      `${startsOnRelay}\n${sends}\nC: …\nS: 500 5.5.2 What\nC: .\nS: 500 5.5.2 What\n${quits}`,
    ),
    expected: ['dot-not-escaped'],
  },
  {
    says: 'a line with a dot alone, and text after it that begins like commands',
    record: transcript(
      'relay',
      `${startsOnRelay}\n${sends}\nC(pipelined): HELP …\nS: 214 2.0.0 See\nC(pipelined): DATA …\nS: 503 5.5.1 Send MAIL FROM first\nC(pipelined): …\nS: 500 5.5.2 What\nC(pipelined): .\nS: 500 5.5.2 What\n${quits}`,
    ),
    expected: ['dot-not-escaped'],
  },
  {
    says: 'a next message whose commands are sent at once and refused',
    record: transcript(
      'relay',
      `${startsOnRelay}\n${sends}\nC(pipelined): RCPT TO:<b@example.com>\nS: 503 5.5.1 Send MAIL FROM first\nC(pipelined): DATA\nS: 503 5.5.1 Send MAIL FROM first\n${quits}`,
    ),
    expected: ['commands-out-of-order'],
  },
  {
    says: 'an empty line after the message',
    record: transcript('relay', `${startsOnRelay}\n${sends}\nC:\nS: 500 5.5.2 What\n${quits}`),
    expected: [],
  },
  {
    says: 'a client that leaves while the answer to its message is delayed',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example.com>\nS: 250 2.1.5 OK\nC: DATA\nS: 354 Go on\ndata 300\nmessage\nfault kept delay=3000\nafter 1000\nclose client rst`,
    ),
    expected: ['left-before-reply'],
  },
  {
    says: 'a client that ends its side and reads on',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example.com>\nS: 250 2.1.5 OK\nC: DATA\nS: 354 Go on\ndata 300\nmessage\nfault kept delay=3000\nclose client fin\nS: 250 2.6.0 Kept`,
    ),
    expected: [],
  },
  {
    says: 'a client that leaves after RCPT',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example.com>\nS: 250 2.1.5 OK\nclose client fin`,
    ),
    expected: ['left-in-transaction'],
  },
  {
    says: 'a client that logs in and leaves, where the SIZE is small',
    record: transcript(
      'smtps',
      `hello sni=localhost\ntls\n${greeting}\nC: EHLO client.test\nS: 250 fourport | SIZE 100000 | AUTH PLAIN\n${logsIn}\n${quits}`,
    ),
    expected: ['left-before-mail'],
  },
  {
    says: 'a client that logs in and leaves, where the SIZE is as usual',
    record: transcript('smtps', `${startsImplicitly}\n${logsIn}\n${quits}`),
    expected: ['left-before-mail'],
  },
  {
    says: 'a client that says EHLO and NOOP and closes the connection',
    record: transcript('relay', `${startsOnRelay}\nC: NOOP\nS: 250 2.0.0 OK\nclose client fin`),
    expected: ['left-before-mail'],
  },
  {
    says: 'a login and NOOP, as a test',
    record: transcript('smtps', `${startsImplicitly}\n${logsIn}\nC: NOOP\nS: 250 2.0.0 OK\n${quits}`),
    expected: [],
  },
  {
    says: "Nodemailer's test of the connection",
    record: transcript(
      'smtps',
      `${startsImplicitly.replaceAll('client.test', '[127.0.0.1]')}\n${logsIn}\n${quits}`,
    ),
    expected: [],
  },
  {
    says: 'a client that leaves because its recipient was refused',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example.com>\nS: 550 5.1.1 Nobody\n${quits}`,
    ),
    expected: [],
  },
  {
    says: 'commands that end in LF',
    record: transcript(
      'relay',
      `${greeting}\nC(lf): EHLO client.test\nS: 250 fourport | SIZE 100\nC(lf): MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC(lf): RSET\nS: 250 2.0.0 OK\n${quits}`,
    ),
    expected: ['bare-lf'],
  },
  {
    says: 'a message that ends its lines in LF',
    record: transcript('relay', `${startsOnRelay}\n${envelope('message', 'data 300 bareLf=7')}\n${quits}`),
    expected: ['bare-lf'],
  },
  {
    says: 'a header in CRLF and a text in LF',
    record: transcript(
      'relay',
      `${startsOnRelay}\n${envelope('message', 'data 300 bareLf=7 otherLine=8')}\n${quits}`,
    ),
    expected: ['mixed-line-ends'],
  },
  {
    says: 'a CR alone among lines that end in CRLF',
    record: transcript(
      'relay',
      `${startsOnRelay}\n${envelope('message', 'data 300 bareCr=1 otherLine=8')}\n${quits}`,
    ),
    expected: ['mixed-line-ends'],
  },
  {
    says: 'a message in LF that never ends',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example.com>\nS: 250 2.1.5 OK\nC: DATA\nS: 354 Go on\nafter 5000\ndata 200 bareLf=9 cut\nclose client fin`,
    ),
    expected: ['bare-lf'],
  },
  {
    says: 'a line of more than 998 bytes',
    record: transcript(
      'relay',
      `${startsOnRelay}\n${envelope('message', 'data 3000 longLines=1')}\n${quits}`,
    ),
    expected: ['line-too-long'],
  },
  {
    says: 'an address beyond ASCII',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<jürgen@example.com>\nS: 553 5.6.7 SMTPUTF8 required\n${quits}`,
    ),
    expected: ['non-ascii-address-without-smtputf8'],
  },
  {
    says: 'a message for which the disk has no room',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example.com>\nS: 250 2.1.5 OK\nC: DATA\nS: 354 Go on\ndata 1200\nS: 452 4.3.1 The message m1 of 1200 bytes was not kept: the disk of the store is full.\n${quits}`,
    ),
    expected: ['message-not-kept'],
  },
  {
    says: 'a message announced over SIZE',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com> SIZE=99999999\nS: 552 5.3.4 Message too large\n${quits}`,
    ),
    expected: ['size-limit-exceeded'],
  },
  {
    says: 'a client that goes away in DATA',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@example.com>\nS: 250 2.1.5 OK\nC: DATA\nS: 354 Go on\ndata 1200 cut\nclose client rst`,
    ),
    expected: ['message-cut-off'],
  },
]
