/** The message came through, but a real server would refuse or change it. */
export const messageFindings = {
  'recipients-refused': {
    severity: 'warning',
    title: 'Some recipients refused',
    fixKind: null,
    paragraph:
      'Some of the RCPT commands were refused, and the message was sent to the other recipients. The refused ones get nothing, and the library often does not report it: Django, Flask-Mail and others report success, smtplib returns the refused recipients from `sendmail()`, Nodemailer names them in `info.rejected`. A recipient that is accepted in a later try does not count, as with a client that sends to more than the limit in portions (452, RFC 5321 §4.5.3.1.10). If a client gives up at the limit and sends to nobody, this is an error. The message shows the warning too.',
  },
  'empty-sender': {
    severity: 'warning',
    title: 'Empty sender after a login',
    fixKind: null,
    paragraph:
      'A client that had logged in sent a message from `<>`. The empty sender is for bounces and other automatic replies (RFC 5321 §4.5.5); submission servers refuse it, because it is the address of no account. The usual cause is a setting that was left empty. A message with Auto-Submitted (RFC 3834 §5) is not reported.',
  },
  'recipient-repeated': {
    severity: 'note',
    title: 'A recipient named twice',
    fixKind: null,
    paragraph:
      'The same recipient was named twice for one message, for example because an address is in To and in Cc. Most servers deliver once, some twice.',
  },
  'message-without-from': {
    severity: 'warning',
    title: 'No From',
    fixKind: null,
    paragraph:
      'The message has no From field, which RFC 5322 §3.6 requires. Real submission servers refuse it, or make one up from the envelope.',
  },
  'message-without-date': {
    severity: 'note',
    title: 'No Date',
    fixKind: null,
    paragraph:
      'The message has no Date field, which RFC 5322 §3.6 requires. Submission servers usually add one (RFC 6409 §8.2), relays need not; spam filters count a missing one against the message.',
  },
  'message-without-message-id': {
    severity: 'note',
    title: 'No Message-ID',
    fixKind: null,
    paragraph:
      'The message has no Message-ID, which RFC 5322 §3.6.4 recommends. Submission servers usually add one (RFC 6409 §8.3); without it replies cannot be threaded.',
  },
  'raw-utf8-in-header': {
    severity: 'note',
    title: 'Raw UTF-8 in the header',
    fixKind: null,
    paragraph:
      'The header contains bytes above 127, mostly a Subject or a name in raw UTF-8, and MAIL had no SMTPUTF8 (RFC 6531 §3.4, RFC 6532 §3). BODY=8BITMIME does not allow that: it is about the body. Encode such fields as RFC 2047 describes, or send with SMTPUTF8.',
  },
  'eight-bit-undeclared': {
    severity: 'note',
    title: '8-bit content without BODY=8BITMIME',
    fixKind: null,
    paragraph:
      'The message contains bytes above 127, and MAIL had no BODY=8BITMIME (RFC 6152 §3). Most servers pass it on; some strip the eighth bit.',
  },
} as const
