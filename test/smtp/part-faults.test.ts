import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BufferList } from '../../src/base/buffer-list.ts'
import { readHeader } from '../../src/protocol/input/header-facts.ts'
import { partFaults } from '../../src/protocol/input/part-faults.ts'

const bytes = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))

/** As a session looks at it: in pieces, and only where the header or an octet asks for it. */
function faultsOf(message: Buffer, pieceBytes = 65_536): readonly string[] {
  const pieces: Buffer[] = []
  for (let at = 0; at < message.length; at += pieceBytes) pieces.push(message.subarray(at, at + pieceBytes))
  const content = new BufferList(pieces)
  const { announcesParts } = readHeader(content.head(16_384), content.sizeBytes)
  if (!announcesParts && !message.some((octet) => octet > 127)) return []
  return partFaults(content).map(({ part, fault }) => `${part} ${fault}`)
}

const text = (type: string, body: string | Buffer, ...fields: readonly string[]): Buffer =>
  bytes(['Subject: s', `Content-Type: ${type}`, ...fields, '', ''].join('\r\n'), body, '\r\n')
const multipart = (kind: string, ...parts: readonly (readonly string[])[]): string =>
  [
    `Content-Type: multipart/${kind}; boundary="b 1"`,
    '',
    'Preamble.',
    ...parts.flatMap((lines) => ['--b 1', ...lines]),
    '--b 1--',
    '',
  ].join('\r\n')
const plain = ['Content-Type: text/plain; charset=utf-8', '', 'Hello']
const attached = (...fields: readonly string[]): readonly string[] => [...fields, '', 'AAAA']

const umlauts = 'F\u00fcr J\u00f6rg: Gr\u00fc\u00dfe'
const inUtf8 = Buffer.from(umlauts)
const inLatin1 = Buffer.from(umlauts, 'latin1')
const base64 = ['Content-Transfer-Encoding: base64'] as const
const quoted = ['Content-Transfer-Encoding: quoted-printable'] as const

describe('the charset of a text', () => {
  it.each<[string, Buffer]>([
    ['utf-8', text('text/plain; charset=utf-8', inUtf8)],
    ['UTF8 in quotes', text('text/plain; charset="UTF8"', inUtf8)],
    ['utf-8 in base64', text('text/plain; charset=utf-8', inUtf8.toString('base64'), ...base64)],
    ['utf-8 in quoted-printable', text('text/plain; charset=utf-8', 'F=C3=BCr =\r\nJ=C3=B6rg', ...quoted)],
    ['iso-8859-1', text('text/plain; charset=iso-8859-1', inLatin1)],
    ['windows-1252 with quotes', text('text/plain; charset=windows-1252', '\x93\xc4ndern\x94 \x85')],
    ['another charset', text('text/plain; charset=koi8-r', Buffer.from([0xf0, 0xd2, 0xc9]))],
    ['us-ascii', text('text/plain; charset=us-ascii', 'plain')],
    ['ASCII that is undeclared', text('text/plain', 'plain')],
    // What is valid as UTF-8 too, and is not.
    ['capitals in Latin-1', text('text/plain; charset=iso-8859-1', 'CAF\xc9\xbb')],
    ['a sign that is close to a capital', text('text/plain; charset=iso-8859-1', 'QUALIT\xc9\xa0: 100 %')],
    ['a sharp s before a space', text('text/plain; charset=iso-8859-1', 'Ein Ma\xdf\xa0Bier, gro\xdf\xbb')],
    ['a sharp s and a quote', text('text/plain; charset=windows-1252', 'Spa\xdf\x94')],
    ['a file', text('text/plain; charset=utf-8; name=a.csv', inLatin1)],
    ['an attached file', text('text/csv', inLatin1, 'Content-Disposition: attachment; filename=a.csv')],
    ['XML, which says it itself', text('text/xml', inUtf8)],
    ['an unknown encoding', text('text/plain; charset=utf-8', inLatin1, 'Content-Transfer-Encoding: x-uu')],
    ['a header in UTF-8 alone', bytes('Subject: ', inUtf8, '\r\n\r\nHello')],
    ['a nested message', text('message/rfc822', bytes('Subject: x\r\n\r\n', inLatin1))],
  ])('is right: %s', (_what, message) => {
    expect(faultsOf(message)).toEqual([])
  })

  it.each<[string, Buffer, string]>([
    ['utf-8 that is Latin-1', text('text/plain; charset=utf-8', inLatin1), 'charset-not-utf8'],
    ['in HTML', text('text/html; charset=UTF-8', inLatin1), 'charset-not-utf8'],
    [
      'in base64',
      text('text/plain; charset=utf-8', inLatin1.toString('base64'), ...base64),
      'charset-not-utf8',
    ],
    ['in quoted-printable', text('text/plain; charset=utf-8', 'F=FCr', ...quoted), 'charset-not-utf8'],
    ['a letter that is cut', text('text/plain; charset=utf-8', 'Gr\xc3'), 'charset-not-utf8'],
    ['us-ascii', text('text/plain; charset=us-ascii', inUtf8), 'charset-not-ascii'],
    [
      'ANSI_X3.4-1968, as of the locale C',
      text('text/plain; charset=ANSI_X3.4-1968', inUtf8),
      'charset-not-ascii',
    ],
    ['Latin-1 that is UTF-8', text('text/plain; charset=iso-8859-1', inUtf8), 'charset-is-utf8'],
    ['one letter within a word', text('text/plain; charset=ISO-8859-15', 'f\xc3\xbcr'), 'charset-is-utf8'],
    ['an apostrophe', text('text/plain; charset=latin1', 'It\xe2\x80\x99s'), 'charset-is-utf8'],
    ['an emoji', text('text/plain; charset=windows-1252', Buffer.from('\u{1f600}')), 'charset-is-utf8'],
    ['Chinese', text('text/plain; charset=iso-8859-1', Buffer.from('\u4f60\u597d\u4f60')), 'charset-is-utf8'],
    ['no charset', text('text/plain', inUtf8), 'charset-missing'],
    ['no charset, encoded', text('text/plain', inUtf8.toString('base64'), ...base64), 'charset-missing'],
    ['no Content-Type', bytes('Subject: s\r\n\r\n', inUtf8), 'charset-missing'],
  ])('is wrong: %s', (_what, message, fault) => {
    expect(faultsOf(message)).toEqual([`0 ${fault}`])
    expect(faultsOf(message, 7)).toEqual([`0 ${fault}`])
  })

  it('is told of a long text by its beginning, which may end within a letter', () => {
    const long = Buffer.from('\u00fc'.repeat(50_000))
    for (let shift = 0; shift < 4; shift++) {
      const start = 'x'.repeat(shift)
      expect(faultsOf(text('text/plain; charset=utf-8', bytes(start, long)))).toEqual([])
      expect(faultsOf(text('text/plain; charset=utf-8', bytes(start, '\xfc', long)))).toEqual([
        '0 charset-not-utf8',
      ])
      const lines = (
        bytes(start, long)
          .toString('base64')
          .match(/.{1,76}/g) ?? []
      ).join('\r\n')
      expect(faultsOf(text('text/plain; charset=utf-8', lines, ...base64))).toEqual([])
    }
  })
})

describe('the delimiters of a multipart', () => {
  const whole = multipart('mixed', plain, ['Content-Type: text/html; charset=utf-8', '', '<p>Hello'])

  it.each<[string, string]>([
    ['a whole one', whole],
    ['one in LF', whole.replaceAll('\r\n', '\n')],
    ['one with blanks after its delimiters', whole.replaceAll('--b 1\r', '--b 1 \t\r')],
    ['a text after it', `${whole}Sent by a list.\r\n`],
    ['no line end after it', whole.trimEnd()],
    ['parts without fields', multipart('mixed', ['', 'Hello'])],
    ['a part without anything', multipart('mixed', [])],
    [
      'one in another',
      multipart('mixed', ['Content-Type: multipart/alternative; boundary=b', '', '--b', ...plain, '--b--']),
    ],
    [
      'a delimiter that begins like another',
      multipart('mixed', [
        'Content-Type: multipart/x; boundary="b 1-2"',
        '',
        '--b 1-2',
        '',
        'a',
        '--b 1-2--',
      ]),
    ],
    ['one that is folded', whole.replace('; boundary', ';\r\n\tboundary')],
    [
      'one in a message that is attached',
      multipart('mixed', [
        'Content-Type: message/rfc822',
        '',
        'Content-Type: multipart/mixed; boundary=x',
        '',
        'none',
      ]),
    ],
    ['what only begins like a delimiter', whole.replace('Hello', 'Hello\r\n--b 12\r\n-- \r\n--\r\n--b 1 x')],
  ])('are right: %s', (_what, message) => {
    expect(faultsOf(bytes(message))).toEqual([])
    expect(faultsOf(bytes(message), 11)).toEqual([])
  })

  it.each<[string, string, readonly string[]]>([
    [
      'no boundary',
      'Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\nHello\r\n--b--\r\n',
      ['0 boundary-missing'],
    ],
    ['an empty boundary', 'Content-Type: multipart/mixed; boundary=""\r\n\r\nHello', ['0 boundary-missing']],
    ['another boundary', whole.replace('"b 1"', 'b2'), ['0 boundary-unused']],
    ['no last delimiter', whole.replace('--b 1--\r\n', ''), ['0 multipart-open']],
    ['one hyphen at its end', whole.replace('--b 1--', '--b 1-'), ['0 multipart-open']],
    [
      'the inner one',
      multipart('mixed', ['Content-Type: multipart/alternative; boundary=b', '', '--b', ...plain]),
      ['1 multipart-open'],
    ],
    [
      'the inner one is nowhere',
      multipart('mixed', plain, ['Content-Type: multipart/alternative; boundary=b', '', 'x']),
      ['2 boundary-unused'],
    ],
    [
      'both',
      multipart('mixed', ['Content-Type: multipart/alternative; boundary=b', '', '--b', ...plain]).replace(
        '--b 1--',
        '',
      ),
      ['0 multipart-open', '1 multipart-open'],
    ],
    ['no parts', 'Content-Type: multipart/mixed; boundary=b\r\n\r\n', ['0 boundary-unused']],
  ])('are wrong: %s', (_what, message, expected) => {
    expect(faultsOf(bytes(message))).toEqual(expected)
    expect(faultsOf(bytes(message), 11)).toEqual(expected)
  })

  const file = (kilobytes: number): readonly string[] => [
    'Content-Type: application/pdf; name=a.pdf',
    '',
    ...Array.from({ length: kilobytes }, () => 'A'.repeat(1022)),
  ]
  it.each([60, 63, 64, 65, 68, 200])(
    'of a message of %i kilobytes are looked for at its end',
    (kilobytes) => {
      const long = multipart('mixed', plain, file(kilobytes))
      expect(faultsOf(bytes(long))).toEqual([])
      expect(faultsOf(bytes(long.replace('--b 1--', '')))).toEqual(['0 multipart-open'])
      // The last delimiter of a part is not the end.
      expect(faultsOf(bytes(`${long.replace('--b 1--\r\n', '')}--b 1\r\n\r\nx\r\n`))).toEqual([
        '0 multipart-open',
      ])
    },
  )

  it('are not looked for in more than a hundred parts, but the last one is', () => {
    const many = multipart('mixed', ...Array.from({ length: 300 }, () => plain))
    expect(faultsOf(bytes(many))).toEqual([])
    expect(faultsOf(bytes(many.replace('--b 1--', '')))).toEqual(['0 multipart-open'])
  })
})

describe('the name of an attachment', () => {
  const pdf = 'Content-Type: application/pdf'
  const isAttached = 'Content-Disposition: attachment'

  it.each<[string, string]>([
    ['filename', multipart('mixed', attached(pdf, `${isAttached}; filename=a.pdf`))],
    ['name', multipart('mixed', attached(`${pdf}; name=a.pdf`, isAttached))],
    [
      'name, and an empty filename',
      multipart('mixed', attached(`${pdf}; name=a.pdf`, `${isAttached}; filename=`)),
    ],
    ['filename*', multipart('mixed', attached(pdf, `${isAttached}; filename*=utf-8''%C3%BC.pdf`))],
    [
      'filename*0',
      multipart('mixed', attached(pdf, `${isAttached};\r\n filename*0=long;\r\n filename*1=er.pdf`)),
    ],
    [
      'an image of the text',
      multipart('related', attached('Content-Type: image/png', 'Content-ID: <1@a.test>')),
    ],
    [
      'an image that is shown',
      multipart('mixed', attached('Content-Type: image/png', 'Content-Disposition: inline')),
    ],
    ['one of several forms', multipart('alternative', plain, attached('Content-Type: application/json'))],
    ['a signature', multipart('signed', plain, attached('Content-Type: application/pgp-signature'))],
    [
      'a report',
      multipart(
        'report; report-type=delivery-status',
        plain,
        attached('Content-Type: message/delivery-status'),
      ),
    ],
    ['a message that is attached', multipart('mixed', attached('Content-Type: message/rfc822', isAttached))],
    ['text', multipart('mixed', plain, ['Content-Type: text/calendar', '', 'BEGIN:VCALENDAR'])],
    ['what is encrypted', 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nAAAA'],
  ])('is there or not needed: %s', (_what, message) => {
    expect(faultsOf(bytes(message))).toEqual([])
  })

  it.each<[string, string, string]>([
    ['a disposition alone', multipart('mixed', plain, attached(pdf, isAttached)), '2'],
    ['a type alone', multipart('mixed', plain, attached(pdf)), '2'],
    ['text', multipart('mixed', plain, attached('Content-Type: text/csv', isAttached)), '2'],
    ['no type', multipart('mixed', attached(isAttached)), '1'],
    ['the message itself', `${pdf}\r\n\r\nAAAA`, '0'],
    ['text that is the message', `Content-Type: text/plain\r\n${isAttached}\r\n\r\nHello`, '0'],
    ['an empty filename', multipart('mixed', attached(pdf, `${isAttached}; filename=""`)), '1'],
  ])('is missing: %s', (_what, message, part) => {
    expect(faultsOf(bytes(message))).toEqual([`${part} attachment-without-name`])
  })
})

it('says what a part is, without a control character, and at most of ten', () => {
  const type = `Content-Type: ${'a'.repeat(200)}/\x1b[2J`
  const facts = partFaults(
    new BufferList([bytes(multipart('mixed', ...Array.from({ length: 20 }, () => attached(type))))]),
  )
  expect(facts).toHaveLength(10)
  expect(facts[0]).toEqual({ fault: 'attachment-without-name', part: '1', type: 'a'.repeat(80) })
  expect(partFaults(new BufferList([text('text/plain; charset="UTF-8"', inLatin1)]))).toEqual([
    { fault: 'charset-not-utf8', part: '0', type: 'text/plain', charset: 'UTF-8' },
  ])
})

it('never throws, and says the same however the message lies in memory', () => {
  const part = fc.constantFrom(
    'Content-Type: multipart/mixed; boundary=b\r\n',
    'Content-Type: multipart/mixed; boundary="b\r\n',
    'Content-Type: text/plain; charset=utf-8\r\n',
    'Content-Transfer-Encoding: quoted-printable\r\n',
    'Content-Disposition: attachment\r\n',
    '--b\r\n',
    '--b--\r\n',
    '--',
    '\r\n',
    '\n',
    ' ',
    '=',
    '=C3',
    '\xfc',
    'x\r\n',
    '\0',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 1, max: 50 }), (parts, size) => {
      const message = bytes(parts.join(''))
      expect(faultsOf(message, size)).toEqual(faultsOf(message))
    }),
    { numRuns: 1_000 },
  )
})
