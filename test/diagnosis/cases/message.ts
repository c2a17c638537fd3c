import type { Case } from '../support/case.ts'
import { envelope, quits, startsOnRelay } from '../support/passages.ts'
import { transcript } from '../support/transcript.ts'

export const messageCases: readonly Case[] = [
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
]
