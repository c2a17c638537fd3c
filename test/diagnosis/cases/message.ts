import type { Case } from '../support/case.ts'
import { envelope, logsIn, quits, sends, startsImplicitly, startsOnRelay } from '../support/passages.ts'
import { transcript } from '../support/transcript.ts'

export const messageCases: readonly Case[] = [
  {
    says: 'one of two recipients refused, and the mail sent to the other',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@b.test>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@b..test>\nS: 501 5.1.3 Bad\nC: RCPT TO:<c@b.test>\nS: 250 2.1.5 OK\nC: DATA\nS: 354 Go\ndata 300\nmessage\nS: 250 2.0.0 OK\n${quits}`,
    ),
    expected: ['recipients-refused'],
  },
  {
    says: 'one recipient too many, and the client gives up',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@b.test>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@b.test>\nS: 250 2.1.5 OK\nC: RCPT TO:<c@b.test>\nS: 452 4.5.3 Too many recipients\n${quits}`,
    ),
    expected: ['recipients-refused'],
  },
  {
    says: 'one recipient too many after which DATA was pipelined',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@b.test>\nC(pipelined): RCPT TO:<b@b.test>\nC(pipelined): RCPT TO:<c@b.test>\nC(pipelined): DATA\nS: 250 2.1.0 OK\nS: 250 2.1.5 OK\nS: 452 4.5.3 Too many recipients\nS: 354 Go\ndata 0 cut\nclose client fin`,
    ),
    expected: ['recipients-refused'],
  },
  {
    says: 'the empty sender after a login',
    record: transcript(
      'smtps',
      `${startsImplicitly}\n${logsIn}\n${envelope('message', 'data 300', 'MAIL FROM:<>')}\n${quits}`,
    ),
    expected: ['empty-sender'],
  },
  {
    says: 'the empty sender of a bounce between servers',
    record: transcript(
      'relay',
      `${startsOnRelay}\n${envelope('message', 'data 300', 'MAIL FROM:<>')}\n${quits}`,
    ),
    expected: [],
  },
  {
    says: 'a recipient twice',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@b.test>\nS: 250 2.1.0 OK\nC: RCPT TO:<b@b.test>\nS: 250 2.1.5 OK\nC: RCPT TO:<B@b.test>\nS: 250 2.1.5 OK\nC: DATA\nS: 354 Go\ndata 300\nmessage\nS: 250 2.0.0 OK\n${quits}`,
    ),
    expected: ['recipient-repeated'],
  },
  {
    says: 'the same recipient of two messages',
    record: transcript('relay', `${startsOnRelay}\n${sends}\n${sends}\n${quits}`),
    expected: [],
  },
  {
    says: 'a message without From',
    record: transcript('relay', `${startsOnRelay}\n${envelope('message without=From')}\n${quits}`),
    expected: ['message-without-from'],
  },
  {
    says: 'a message without Date',
    record: transcript('relay', `${startsOnRelay}\n${envelope('message without=Date')}\n${quits}`),
    expected: ['message-without-date'],
  },
  {
    says: 'a message without Message-ID',
    record: transcript('relay', `${startsOnRelay}\n${envelope('message without=Message-ID')}\n${quits}`),
    expected: ['message-without-message-id'],
  },
  {
    says: '8-bit content undeclared',
    record: transcript('relay', `${startsOnRelay}\n${envelope('message', 'data 300 eightBit')}\n${quits}`),
    expected: ['eight-bit-undeclared'],
  },
  {
    says: 'a Subject in raw UTF-8, for which BODY=8BITMIME is not enough',
    record: transcript(
      'relay',
      `${startsOnRelay}\n${envelope('message rawUtf8', 'data 300 eightBit', 'MAIL FROM:<sender@example.com> BODY=8BITMIME')}\n${quits}`,
    ),
    expected: ['raw-utf8-in-header'],
  },
]
