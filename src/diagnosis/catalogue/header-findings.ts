/** The header of a message (RFC 5322 §3.6), and what no content may hold: what gives something away, what a server elsewhere refuses, what is only missed. */
export const headerFindings = {
  'bcc-in-header': {
    severity: 'error',
    title: 'Bcc sent to everybody',
    fixKind: null,
    paragraph:
      'The message was sent with its Bcc field, so that everybody who got it can read who was to stay hidden. Servers pass the header on as it is. It is right in the copy for the one person that it names (RFC 5322 §3.6.3), and an empty Bcc gives nothing away; neither is reported.',
  },
  'header-in-body': {
    severity: 'warning',
    title: 'Header in the text',
    fixKind: null,
    paragraph:
      'The message begins with an empty line, or its header is indented, so From, Subject and the others are read as text, or as part of another field. This is what Python makes of a message in triple quotes that begins on the next line, or that is indented with the code. The fields that nobody finds then are not reported on their own.',
  },
  'header-line-malformed': {
    severity: 'warning',
    title: 'Header line that is no field',
    fixKind: null,
    paragraph:
      'A line before the first empty one is neither a field nor part of one. Mostly the empty line between header and text is missing, or a long field was broken without a space at the beginning of the next line. The finding has the number of the line.',
  },
  'header-field-repeated': {
    severity: 'warning',
    title: 'Header field that comes twice',
    fixKind: null,
    paragraph:
      'A field that may come once (RFC 5322 §3.6) came more often: From, To, Subject, Date, Message-ID, Content-Type and others. A program set it, and the library did too. Gmail refuses such a message.',
  },
  'header-address-malformed': {
    severity: 'warning',
    title: 'Address field that cannot be read',
    fixKind: null,
    paragraph:
      'From, To, Cc or Reply-To is no list of addresses (RFC 5322 §3.4): a name with a comma or an @ and without quotes, semicolons in place of commas, a name alone; or an address without a domain, such as `root`.',
  },
  'date-malformed': {
    severity: 'warning',
    title: 'Date that is wrong',
    fixKind: null,
    paragraph:
      'The Date cannot be read (RFC 5322 §3.3), as one in the form of ISO 8601, or it is in 1970, as of a clock that was never set. Filters count it against the message, and mail programs sort it to the end.',
  },
  'message-id-malformed': {
    severity: 'note',
    title: 'Message-ID that is malformed',
    fixKind: null,
    paragraph:
      'The Message-ID has no angle brackets, no @, or nothing on one side of it (RFC 5322 §3.6.4). Replies cannot be threaded, and filters count it against the message.',
  },
  'message-without-to': {
    severity: 'note',
    title: 'No To',
    fixKind: null,
    paragraph:
      'The message has neither To nor Cc. RFC 5322 §3.6 allows that; spam filters count it against the message.',
  },
  'message-without-subject': {
    severity: 'note',
    title: 'No Subject',
    fixKind: null,
    paragraph:
      'The message has no Subject. RFC 5322 §3.6 allows that; spam filters count it against the message.',
  },
  'nul-in-message': {
    severity: 'warning',
    title: 'NUL in the message',
    fixKind: null,
    paragraph:
      'The message contains an octet that is 0. Servers refuse such a message, cut it there, or take the octet out. Text in UTF-16 is full of them, and so is a file that was put into the text without base64.',
  },
} as const
