import { expect, it } from 'vitest'
import { headerDecoder } from '../../src/capture/header-decoder.ts'
import { readHeader } from '../../src/protocol/input/header-facts.ts'
import { bombs } from './bombs.ts'
import { buildMail, lines, parse } from './build-mail.ts'
import { mails, shapes } from './mail-shapes.ts'

const subjectOf = (raw: Buffer): string => headerDecoder.text(readHeader(raw, raw.length).subject)

it.each([
  ['plain', 'From: a\r\nSubject: Hello there\r\n\r\nSubject: no', 'Hello there'],
  ['folded', 'subject: Hello\r\n there\r\nTo: b\r\n\r\n', 'Hello there'],
  ['encoded, B', 'Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n\r\n', 'Grüße'],
  [
    'encoded, Q, two words',
    'Subject: =?iso-8859-1?Q?Gr=FC?=\r\n =?iso-8859-1?q?=DFe_an?= alle\r\n\r\n',
    'Grüße an alle',
  ],
  ['raw UTF-8', 'Subject: Grüße\r\n\r\n', 'Grüße'],
  ['absent', 'From: a\r\n\r\nSubject: no', ''],
  ['without a body', 'Subject: x', 'x'],
  ['none at all', '', ''],
  ['two of them', 'Subject: first\r\nSubject: second\r\n\r\n', 'first'],
  ['after a long field', `To: ${'a@b.test,\r\n '.repeat(300)}c@d.test\r\nSubject: Last\r\n\r\n`, 'Last'],
  ['of a body', `From: a\r\n\r\n${'x'.repeat(20_000)}\r\nSubject: no`, ''],
] as const)('the subject on arrival, %s', async (_what, raw, expected) => {
  expect(subjectOf(Buffer.from(raw))).toBe(expected)
  expect((await parse(raw)).subject).toBe(expected)
})

const encoded = lines('Subject: =?x-none?Q?a?= =?utf-8?Q?=C3=A9?=\tGr\xfc\xdfe', '', 'x')
const bytes = [...shapes, ['Latin-1 and an unknown charset', encoded] as const]
it.each(bytes)('the subject on arrival of a mail with %s is that of the full parse', async (_what, raw) => {
  expect(subjectOf(raw)).toBe((await parse(raw)).subject)
})

it.each(Object.entries(mails))(
  'the subject on arrival of a mail with %s is that of the full parse',
  async (_what, mail) => {
    const raw = await buildMail({
      from: 'a@b.test',
      to: 'c@d.test',
      subject: 'Grüße, 你好 '.repeat(20),
      ...mail,
    })
    expect(subjectOf(raw)).toBe((await parse(raw)).subject)
  },
)

it.each(Object.entries(bombs))(
  'the subject on arrival of %s is short, and at most left out',
  async (name, make) => {
    const raw = make()
    const fact = readHeader(raw, raw.length).subject
    expect(fact.length).toBeLessThanOrEqual(1_000)
    if (fact === '' || fact.length === 1_000) return
    expect(headerDecoder.text(fact)).toBe((await parse(raw)).subject)
  },
)
