import { withoutSession, type CapturedMessage } from '../../../src/model/message.ts'
import type { HeaderField, ParsedMessage } from '../../../src/model/parsed-message.ts'
import { noFaults } from '../../http/support/start-test-http.ts'

const nothingParsed: ParsedMessage = {
  subject: '',
  from: [],
  to: [],
  cc: [],
  bcc: [],
  replyTo: [],
  messageId: null,
  date: null,
  text: '',
  html: null,
  headers: [],
  attachments: [],
  links: [],
  codes: [],
  parseError: null,
}

/** What a message says, where it says no more than this. */
export function parsedOf(said: Partial<ParsedMessage>): ParsedMessage {
  return { ...nothingParsed, ...said }
}

/** A field that needs no decoding. */
export function fieldOf(name: string, value: string): HeaderField {
  return { name, value, raw: ` ${value}` }
}

/** A message that came to these. */
export function messageTo(...rcptTo: readonly string[]): CapturedMessage {
  return {
    id: 'm1',
    seq: 1,
    sizeBytes: 1,
    receivedAt: 0,
    envelope: { mailFrom: '', rcptTo, mailParameters: {}, rcptParameters: {} },
    origin: withoutSession,
    faults: noFaults,
    subject: '',
  }
}

/** So many of a piece: a hostile input. */
export function times(count: number, make: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => make(n)).join('')
}
