/** The header of a message (RFC 5322 §3.6), and what no content may hold: what gives something away, what a server elsewhere refuses, what is only missed. */
export const headerFindings = {
  'bcc-in-header': {
    severity: 'error',
    title: 'Bcc sent to everyone',
    fixKind: null,
    paragraph:
      'The message was sent with its Bcc field, so everyone who received it can read the addresses that should have stayed hidden. Servers pass the header on as it is. Two cases are not reported: the copy for the one person that the field names (RFC 5322 §3.6.3), and an empty Bcc.',
  },
  'header-in-body': {
    severity: 'warning',
    title: 'Header in the text',
    fixKind: null,
    paragraph:
      'The message begins with an empty line, or its header is indented, or an empty line comes too early in it, so mail programs read From, Subject and the other fields as text, or as part of another field. Python makes such a message of text in triple quotes that begins on the next line or is indented with the code. Fields that nobody finds for that reason are not reported as missing.',
  },
  'header-line-malformed': {
    severity: 'warning',
    title: 'Header line that is not a field',
    fixKind: null,
    paragraph:
      'A line before the first empty one is neither a field nor part of one. Usually the empty line between header and text is missing, or a long field was broken without a space at the start of the next line. The finding gives the number of the line. A message without any header, and one that begins with a byte order mark, are reported as that.',
  },
  'header-field-repeated': {
    severity: 'warning',
    title: 'Header field that appears twice',
    fixKind: null,
    paragraph:
      'A field that may appear once (RFC 5322 §3.6) appears more often: From, To, Subject, Date, Message-ID, Content-Type and others. Usually the program set it, and the library did too. Gmail refuses such a message.',
  },
  'header-address-malformed': {
    severity: 'warning',
    title: 'Address field that cannot be read',
    fixKind: null,
    paragraph:
      'From, To, Cc or Reply-To is not a list of addresses (RFC 5322 §3.4): it has a name with a comma or an @ but without quotes, semicolons instead of commas, a name alone, or an address without a domain, such as `root`.',
  },
  'date-malformed': {
    severity: 'warning',
    title: 'Wrong Date',
    fixKind: null,
    paragraph:
      'The Date cannot be read (RFC 5322 §3.3), for example because it is in ISO 8601 form, or it is in 1970, as of a clock that was never set. Spam filters count it against the message, and mail programs sort the message to the end.',
  },
  'message-id-malformed': {
    severity: 'note',
    title: 'Malformed Message-ID',
    fixKind: null,
    paragraph:
      'The Message-ID has no angle brackets, no @, or nothing on one side of it (RFC 5322 §3.6.4). Replies cannot be threaded, and spam filters count it against the message.',
  },
  'message-without-to': {
    severity: 'note',
    title: 'No To, or an empty one',
    fixKind: null,
    paragraph:
      'The message has neither To nor Cc, which RFC 5322 §3.6 allows, or the field is there without an address, which §3.6.3 does not. Spam filters count both against the message. An empty To mostly comes from a variable that was not set.',
  },
  'message-without-subject': {
    severity: 'note',
    title: 'No Subject, or an empty one',
    fixKind: null,
    paragraph:
      'The message has no Subject, or an empty one. RFC 5322 §3.6 allows that; spam filters count it against the message.',
  },
  'multipart-malformed': {
    severity: 'warning',
    title: 'Multipart that is not complete',
    fixKind: null,
    paragraph:
      'The message, or a part of it, is a multipart, and its Content-Type has no boundary, the boundary does not occur, or the last boundary line is missing (RFC 2046 §5.1.1). It was put together by hand, or `Close()` of what writes it was not called. Of a message above 64 KiB the first 64 and the last 4 KiB are looked at.',
  },
  'charset-mismatch': {
    severity: 'warning',
    title: 'Charset that is not that of the text',
    fixKind: null,
    paragraph:
      'Text that is declared as utf-8 is not valid UTF-8; text that is declared as us-ascii, or as nothing, holds octets above 127; or text that is declared as iso-8859-1 or windows-1252 is UTF-8, as with PHPMailer without `CharSet`. The last one is reported only if the letters are within words, or occur often enough, because a few octets can be both. Text in quoted-printable and base64 is decoded for it. Attachments are not looked at: a file is what its program made it.',
  },
  'attachment-without-name': {
    severity: 'note',
    title: 'Attachment without a name',
    fixKind: null,
    paragraph:
      'An attachment has neither `filename` in Content-Disposition nor `name` in Content-Type. Mail programs call it `noname` or `ATT00001.bin`. A part that is not text and has no disposition counts as one; parts of an alternative, signatures, reports, forwarded messages and images that the text refers to by Content-ID do not.',
  },
  'nul-in-message': {
    severity: 'warning',
    title: 'NUL in the message',
    fixKind: null,
    paragraph:
      'The message contains a NUL byte. Servers refuse such a message, cut it there, or remove the byte. Text in UTF-16 is full of them, and so is a file that was put into the text without base64.',
  },
} as const
