/** The message came through, but a real server would refuse or change it. */
export const messageFindings = {
  'message-without-from': {
    severity: 'warning',
    title: 'No From',
    situation: null,
    paragraph:
      'The message has no From field, which RFC 5322 §3.6 requires. Real submission servers refuse it or make one up from the envelope.',
  },
  'message-without-date': {
    severity: 'note',
    title: 'No Date',
    situation: null,
    paragraph:
      'The message has no Date field, which RFC 5322 §3.6 requires. Submission servers usually add one (RFC 6409 §8.1), relays need not; filters count it against the message.',
  },
  'message-without-message-id': {
    severity: 'note',
    title: 'No Message-ID',
    situation: null,
    paragraph:
      'The message has no Message-ID, which RFC 5322 §3.6.4 recommends. Submission servers usually add one (RFC 6409 §8.2); without it replies cannot be threaded.',
  },
  'eight-bit-undeclared': {
    severity: 'note',
    title: '8-bit content without BODY=8BITMIME',
    situation: null,
    paragraph:
      'The message holds octets above 127, and MAIL had no BODY=8BITMIME (RFC 6152 §3). Most servers pass it on; one that does not may strip the eighth bit.',
  },
} as const
