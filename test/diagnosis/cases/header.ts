import type { Case } from '../support/case.ts'
import { envelope, quits, startsOnRelay } from '../support/passages.ts'
import { transcript } from '../support/transcript.ts'

const sent = (says: string, message: string, ...expected: Case['expected']): Case => ({
  says,
  record: transcript('relay', `${startsOnRelay}\n${envelope(`message ${message}`)}\n${quits}`),
  expected,
})

export const headerCases: readonly Case[] = [
  sent('Bcc left in', 'bcc=hidden@example.com', 'bcc-in-header'),
  sent('Bcc with several left in', 'bcc=several', 'bcc-in-header'),
  sent('the copy of the one in Bcc', 'bcc=Reader@example.com'),
  sent('an empty first line', 'headless faults=empty-first-line without=From,Message-ID', 'header-in-body'),
  sent('an indented header', 'headless faults=indented-first-line without=From,Message-ID', 'header-in-body'),
  sent('a To within From', 'without=To faults=from-malformed,field-in-fold', 'header-in-body'),
  sent('no empty line', 'faults=line-without-field line=7', 'header-line-malformed'),
  sent('Subject twice', 'faults=field-repeated twice=Subject', 'header-field-repeated'),
  sent('semicolons in To', 'faults=to-malformed', 'header-address-malformed'),
  sent('a From without a domain', 'from=root faults=from-without-domain', 'header-address-malformed'),
  sent('a Date in ISO 8601', 'faults=date-unreadable', 'date-malformed'),
  sent('a Date of 1970', 'faults=date-1970', 'date-malformed'),
  sent('a Message-ID without a domain', 'id=abc@ faults=message-id-malformed', 'message-id-malformed'),
  sent('no To', 'without=To faults=to-missing', 'message-without-to'),
  sent('no Subject', 'without=Subject faults=subject-missing', 'message-without-subject'),
  {
    says: 'a NUL in the text',
    record: transcript('relay', `${startsOnRelay}\n${envelope('message', 'data 300 nul')}\n${quits}`),
    expected: ['nul-in-message'],
  },
]
