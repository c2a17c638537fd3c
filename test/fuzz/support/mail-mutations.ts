import * as fc from 'fast-check'

/** Messages of every shape that readers take apart; what is done to them below makes hostile ones of them. */
export const plainMails: readonly string[] = [
  'From: a@x.test\r\nTo: b@x.test\r\nSubject: =?utf-8?B?SMOkbGxv?= there\r\n\r\nHello\r\n',
  [
    'From: "A, B" <a@x.test>',
    'To: b@x.test, Group: c@x.test, d@x.test;',
    'Subject: both',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '> > quoted =E2=82=AC soft=',
    ' line ',
    'flows https://x.test/?a=1&b=2 on',
    '--b1',
    'Content-Type: text/html; charset=iso-8859-1',
    'Content-Transfer-Encoding: base64',
    '',
    'PGh0bWw+PGhlYWQ+PGJhc2UgaHJlZj0iLyI+PC9oZWFkPjxib2R5PjxwPjxhIGhyZWY9Imh0dHBzOi8veC50ZXN0LyI+Q29kZSA8Yj4xMjM0NTY8L2I+PC9hPjwvYm9keT48L2h0bWw+',
    '--b1--',
    '',
  ].join('\r\n'),
  [
    'From: a@x.test',
    'List-Unsubscribe: <mailto:u@x.test>, <https://x.test/u>',
    'Content-Type: multipart/mixed; boundary=outer',
    '',
    'preamble',
    '--outer',
    'Content-Type: multipart/related; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/html',
    '',
    '<!DOCTYPE html><html><body><img src="cid:one@x"><table><tr><td>1<td>2</table>&amp;&#x26;</body></html>',
    '--inner',
    'Content-Type: image/png; name="a.png"',
    'Content-ID: <one@x>',
    'Content-Transfer-Encoding: base64',
    '',
    'iVBORw0KGgo=',
    '--inner--',
    '--outer',
    "Content-Type: application/octet-stream; name*0*=utf-8''%C3%A4; name*1=.bin",
    'Content-Disposition: attachment; filename="../../etc/passwd"',
    '',
    'bytes',
    '--outer',
    'Content-Type: message/rfc822',
    '',
    'From: c@x.test',
    'Subject: inside',
    '',
    'forwarded',
    '--outer',
    'Content-Type: text/calendar; method=REQUEST',
    '',
    'BEGIN:VCALENDAR',
    'END:VCALENDAR',
    '--outer--',
    '',
  ].join('\r\n'),
]

/** What breaks readers. */
const tokens: readonly string[] = [
  '\0',
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  '\r\n ',
  '\u00ff\u00fe',
  '=?utf-8?Q?',
  '?=',
  '=?x?B?',
  '=',
  '=\r\n',
  '=00',
  '--b1',
  '--b1--',
  '--outer',
  '--inner--',
  '--',
  'Content-Type: multipart/mixed; boundary=b1\r\n\r\n',
  'Content-Type: message/rfc822\r\n\r\n',
  'Content-Transfer-Encoding: base64\r\n\r\n',
  'Content-Transfer-Encoding: x-unknown\r\n',
  'Content-Type: text/html; charset=utf-7\r\n\r\n',
  'charset=__proto__',
  'name*0*=',
  "filename*=utf-8''%",
  'format=flowed',
  '<',
  '>',
  '<!--',
  '-->',
  '<!---->',
  '<b>',
  '</b>',
  '<table><td>',
  '<svg/onload=x>',
  '&',
  '&#',
  '&#1114112;',
  '"',
  "'",
  '\\',
  '(',
  ')',
  ',',
  ';',
  ':',
  '@',
  '..',
  '\u0000constructor: x',
  '__proto__: x\r\n',
  'To: ',
  'Subject:',
  'https://',
  'www.',
  'javascript:',
]

type Change = (mail: Buffer) => Buffer

const at = fc.double({ min: 0, max: 1, noNaN: true })
const place = (mail: Buffer, where: number): number => Math.floor(where * mail.length)

const insert: fc.Arbitrary<Change> = fc
  .record({
    at,
    token: fc.constantFrom(...tokens),
    count: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 2000 })),
  })
  .map(({ at: where, token, count }) => (mail) => {
    const from = place(mail, where)
    return Buffer.concat([
      mail.subarray(0, from),
      Buffer.from(token.repeat(count), 'latin1'),
      mail.subarray(from),
    ])
  })
const remove: fc.Arbitrary<Change> = fc
  .record({ at, length: fc.nat(60) })
  .map(({ at: where, length }) => (mail) => {
    const from = place(mail, where)
    return Buffer.concat([mail.subarray(0, from), mail.subarray(from + length)])
  })
const repeat: fc.Arbitrary<Change> = fc
  .record({ at, length: fc.integer({ min: 1, max: 300 }), count: fc.integer({ min: 2, max: 200 }) })
  .map(({ at: where, length, count }) => (mail) => {
    const from = place(mail, where)
    const piece = mail.subarray(from, from + length)
    return Buffer.concat([
      mail.subarray(0, from),
      Buffer.concat(Array.from({ length: count }, () => piece)),
      mail.subarray(from + length),
    ])
  })
const flip: fc.Arbitrary<Change> = fc.record({ at, bit: fc.nat(7) }).map(({ at: where, bit }) => (mail) => {
  const changed = Buffer.from(mail)
  const index = Math.min(place(mail, where), mail.length - 1)
  if (index >= 0) changed[index] = (changed[index] ?? 0) ^ (1 << bit)
  return changed
})
const cut: fc.Arbitrary<Change> = at.map((where) => (mail) => mail.subarray(0, place(mail, where)))

/** A message, changed in up to eight places; at most 256 kB. */
export const mutatedMail: fc.Arbitrary<Buffer> = fc
  .record({
    mail: fc.constantFrom(...plainMails),
    changes: fc.array(
      fc.oneof({ weight: 5, arbitrary: insert }, { weight: 2, arbitrary: repeat }, remove, flip, {
        weight: 1,
        arbitrary: cut,
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ mail, changes }) =>
    changes.reduce<Buffer>(
      (changed, change) => change(changed).subarray(0, 262_144),
      Buffer.from(mail, 'latin1'),
    ),
  )
