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
  sent(
    'an empty line after From',
    'without=To,Subject,Date,Message-ID faults=field-in-body',
    'header-in-body',
  ),
  sent('a byte order mark', 'faults=byte-order-mark', 'header-line-malformed'),
  sent('text alone', 'headless faults=line-without-field line=1 without=From', 'header-line-malformed'),
  sent('JSON', 'headless faults=json without=From', 'header-line-malformed'),
  sent(
    'a From without an address',
    'without=From from= twice=From faults=from-malformed',
    'header-address-malformed',
  ),
  sent('no empty line', 'faults=line-without-field line=7', 'header-line-malformed'),
  sent('Subject twice', 'faults=field-repeated twice=Subject', 'header-field-repeated'),
  sent('semicolons in To', 'faults=to-malformed', 'header-address-malformed'),
  sent('a From without a domain', 'from=root faults=from-without-domain', 'header-address-malformed'),
  sent('a Date in ISO 8601', 'faults=date-unreadable', 'date-malformed'),
  sent('a Date of 1970', 'faults=date-1970', 'date-malformed'),
  sent('a Message-ID without a domain', 'id=abc@ faults=message-id-malformed', 'message-id-malformed'),
  sent('no To', 'without=To faults=to-missing', 'message-without-to'),
  sent('no Subject', 'without=Subject faults=subject-missing', 'message-without-subject'),
  sent('a multipart without a boundary', 'part=0:multipart/mixed:boundary-missing', 'multipart-malformed'),
  sent(
    'a multipart whose boundary occurs nowhere',
    'part=0:multipart/mixed:boundary-unused',
    'multipart-malformed',
  ),
  sent(
    'a multipart that is not closed',
    'part=1:multipart/alternative:multipart-open',
    'multipart-malformed',
  ),
  sent('text without a charset', 'part=0:text/plain:charset-missing', 'charset-mismatch'),
  sent('text without a Content-Type', 'part=0::charset-missing', 'charset-mismatch'),
  sent('text that is not ASCII', 'part=1:text/html:charset-not-ascii:us-ascii', 'charset-mismatch'),
  sent('text that is not UTF-8', 'part=0:text/plain:charset-not-utf8:utf-8', 'charset-mismatch'),
  sent('UTF-8 declared as iso-8859-1', 'part=0:text/plain:charset-is-utf8:iso-8859-1', 'charset-mismatch'),
  sent(
    'an attachment without a name',
    'part=2:application/pdf:attachment-without-name',
    'attachment-without-name',
  ),
  sent(
    'text under a header that is indented',
    'headless faults=indented-first-line without=From,Message-ID part=0::charset-missing',
    'header-in-body',
  ),
  {
    says: 'a NUL in the text',
    record: transcript('relay', `${startsOnRelay}\n${envelope('message', 'data 300 nul')}\n${quits}`),
    expected: ['nul-in-message'],
  },
]
