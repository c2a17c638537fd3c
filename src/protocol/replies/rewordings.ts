import type { Reply } from './reply.ts'

/** smtp-server's wording → ours. A test checks that smtp-server still has each of the keys. */
export const rewordings: Readonly<Record<string, Reply | undefined>> = {
  'Try to send something. No promises though': {
    code: 252,
    enhanced: '2.0.0',
    rfc: '5321 §3.5.3',
    text: 'Cannot verify an address; send a message to it and see',
  },
  'Error: Syntax: VRFY address': {
    code: 501,
    enhanced: '5.5.4',
    rfc: '5321 §4.1.1.6',
    text: 'VRFY takes an address',
  },
  'Error: syntax: EHLO hostname': {
    code: 501,
    enhanced: '5.5.4',
    rfc: '5321 §4.1.1.1',
    text: 'EHLO takes one argument, the name or the [address] of the client',
  },
  'Error: Syntax: HELO hostname': {
    code: 501,
    enhanced: '5.5.4',
    rfc: '5321 §4.1.1.1',
    text: 'HELO takes one argument, the name of the client',
  },
  'Error: Bad hostname syntax': {
    code: 501,
    enhanced: '5.5.4',
    rfc: '5321 §4.1.1.1',
    text: 'Bad client name: at most 300 characters, no control characters',
  },
  'Error: Bad message size syntax': {
    code: 501,
    enhanced: '5.5.4',
    rfc: '1870 §6',
    text: 'Bad SIZE: give the octets of the message as a decimal number',
  },
  'Error: too many recipients': {
    code: 452,
    enhanced: '4.5.3',
    rfc: '5321 §4.5.3.1.10',
    text: 'Too many recipients: send DATA for those accepted, then the rest in another transaction',
  },
}
