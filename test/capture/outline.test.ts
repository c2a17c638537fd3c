import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { glance as look } from '../../src/capture/glance.ts'
import { readingCost } from '../../src/capture/reading-cost.ts'
import { outlineOf } from '../../src/capture/outline.ts'
import type { MessageOutline } from '../../src/model/parsed-message.ts'
import { bombs } from './bombs.ts'
import { buildMail, lines, parse } from './build-mail.ts'
import { mails, shapes } from './mail-shapes.ts'

const glance = (raw: Buffer): MessageOutline | null =>
  look(raw, { maxParseBytes: Infinity, maxWorkBytes: Infinity })

const long = 'Zeile mit Ümläuten, die recht lang ist, damit sie nicht in eine Zeile passt. '.repeat(400)
const style = `<style>${'.a { color: red } '.repeat(300)}</style>`

/** What today's programs send, beside the usual shapes: each is told of in a list without a full parse. */
const usual: Readonly<Record<string, Parameters<typeof buildMail>[0]>> = {
  ...mails,
  html: { html: '<h1>Hello</h1><p>&Uuml;ber <b>uns</b> &lt;3' },
  'html with styles': { html: `<html><head>${style}</head><body><p>Hello</p><p>${long}</p></body></html>` },
  'long html': { html: `<p>a < b ${long}</p>`.repeat(3) },
  'long text': { text: long },
  'long text in base64': { text: '你好,世界。'.repeat(4_000), encoding: 'base64' },
  'long text, unencoded': { text: 'The quick brown fox jumps over the lazy dog.\n'.repeat(1_000) },
  'encoded header': {
    from: '"Grüße, Ada" <ada@b.test>, second@b.test',
    subject: 'Grüße 你好'.repeat(10),
    text: 'x',
  },
  'html and a picture within it': {
    html: '<p>Hello</p><img src="cid:x@x">',
    attachments: [{ filename: 'x.png', content: 'x', cid: 'x@x' }],
  },
  'html and attachments': {
    html: '<p>Hello',
    attachments: [{ filename: 'a.pdf', content: Buffer.alloc(50_000, 1) }],
  },
  nothing: {},
}
/** Those that are left to the full parser. */
const unusual = new Set(['calendar', 'dots and blanks'])

describe('what a list says of a message, found without a full parse', () => {
  it.each(Object.entries(usual))('of a mail with %s is that of the full parse', async (name, options) => {
    const raw = await buildMail({ subject: 'S', from: 'a@b.test', to: 'c@d.test', ...options })
    const found = glance(raw)
    if (!unusual.has(name)) expect(found).not.toBeNull()
    if (found !== null) expect(found).toEqual(outlineOf(await parse(raw)))
  })

  it('is left to the full parse where that may be refused for what it takes', async () => {
    const raw = lines('Subject: s', '', ...Array.from({ length: 100 }, () => ''))
    expect(look(raw, { maxParseBytes: raw.length, maxWorkBytes: 1e6 })).not.toBeNull()
    expect(look(raw, { maxParseBytes: raw.length - 1, maxWorkBytes: 1e6 })).toBeNull()
    expect(look(raw, { maxParseBytes: raw.length, maxWorkBytes: readingCost(raw) - 1 })).toBeNull()
  })

  const odd: readonly (readonly [string, Buffer])[] = [
    ['no text and no body', lines('Subject: s')],
    ['an empty body', lines('Subject: s', 'From: a@b.test', '', '')],
    ['a blank body', lines('Subject: s', '', '  ', '\t', '')],
    ...[
      'Ada Lovelace <ada@b.test>',
      'ada@b.test',
      'Ada2 <a.b+c-d@b-c.test>',
      'Ada  Two <a@b.test>',
      'a@b..test',
      '.a@.',
      'a <a@b.test.>',
      '-@-',
      'x y',
      '<a@b>',
      'a@b c@d',
    ].map((from) => [`the From ${from}`, lines(`From: ${from}`, '', 'x')] as const),
    ['two From', lines('From: a@b.test', 'From: c@d.test', '', 'x')],
    ['a group in From', lines('From: all: a@b.test, c@d.test;', '', 'x')],
    ['no From', lines('Subject: s', 'Subject: t', '', 'x')],
    ['a long From', lines(`From: ${'"a" <a@b.test>, '.repeat(500)}c@d.test`, '', 'x')],
    ['an unknown charset in its subject', lines('Subject: =?x-none?Q?a?= =?utf-8?Q?=C3=?=', '', 'x')],
    ['raw UTF-8 in its subject', lines('Subject: Gr\xc3\xbc\xc3\x9fe', '', 'x')],
    ['Latin-1 in its subject', lines('Subject: Gr\xfc\xdfe', '', 'x')],
    [
      'a digest',
      lines('Content-Type: multipart/digest; boundary=b', '', '--b', '', 'Subject: x', '', 'y', '--b--'),
    ],
    ['html in Latin-1', lines('Content-Type: text/html; charset=iso-8859-1', '', '<p>K\xe4se')],
    ['html with a name', lines('Content-Type: text/html; name=a.html', '', '<p>x')],
    ['html with a disposition', lines('Content-Type: text/html', 'Content-Disposition: inline', '', '<p>x')],
    [
      'two html parts',
      lines(
        'Content-Type: multipart/mixed; boundary=b',
        '',
        ...['one', 'two'].flatMap((word) => ['--b', 'Content-Type: text/html', '', `<p>${word}`]),
        '--b--',
      ),
    ],
    [
      'html beside attachments alone',
      lines(
        'Content-Type: multipart/related; boundary=b',
        '',
        '--b',
        'Content-Type: image/png',
        '',
        'x',
        '--b',
        'Content-Type: text/html',
        '',
        '<p>x',
        '--b--',
      ),
    ],
    [
      'blank text, and html',
      lines(
        'Content-Type: multipart/alternative; boundary=b',
        '',
        '--b',
        '',
        ' ',
        '--b',
        'Content-Type: text/html',
        '',
        '<p>x',
        '--b--',
      ),
    ],
    ['text that is blank for long', lines('', ...Array.from({ length: 5_000 }, () => ''), 'x')],
    [
      'html that is a comment for long',
      lines('Content-Type: text/html', '', `<!-- ${'x\r\n'.repeat(20_000)} --><p>x`),
    ],
    [
      'html that is cut in a tag',
      lines('Content-Type: text/html', '', `<p>one</p><a title="${'<b>x\r\n'.repeat(20_000)}">two`),
    ],
    [
      'bad UTF-8 far later',
      lines(
        'Content-Type: text/plain; charset=utf-8',
        '',
        ...Array.from({ length: 1_000 }, () => 'a line of text'),
        '\xff',
      ),
    ],
    [
      'bad base64 far later',
      lines(
        'Content-Transfer-Encoding: base64',
        '',
        ...Array.from({ length: 1_000 }, () => 'YSBsaW5lIG9mIHRleHQg'),
        '*',
      ),
    ],
    [
      'base64 in lines of odd lengths',
      lines(
        'Content-Transfer-Encoding: base64',
        '',
        ...Array.from({ length: 1_000 }, () => 'YSBsaW5lIG9mIHRleH'),
      ),
    ],
    [
      'bad quoted-printable far later',
      lines(
        'Content-Transfer-Encoding: quoted-printable',
        '',
        ...Array.from({ length: 1_000 }, () => 'a line=20of text'),
        '=ZZ',
      ),
    ],
    ['a header of 100 kB', lines(`X-Long: ${'x '.repeat(50_000)}`, '', 'x')],
    ['20,000 fields', lines(...Array.from({ length: 20_000 }, () => 'X: y'), 'Subject: s', '', 'x')],
  ]
  it.each([...shapes, ...odd])(
    'of a mail with %s is that of the full parse, or left to it',
    async (_, raw) => {
      const found = glance(raw)
      if (found !== null) expect(found).toEqual(outlineOf(await parse(raw)))
    },
  )

  it.each(Object.entries(bombs))('of %s is that of the full parse, or left to it', async (_, make) => {
    const raw = make()
    const found = glance(raw)
    if (found !== null) expect(found).toEqual(outlineOf(await parse(raw)))
  })

  it('of any mail that is put together of such pieces is that of the full parse, or left to it', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(mail(), async (raw) => {
        const found: MessageOutline | null = glance(raw)
        if (found === null) return
        answered++
        expect(found).toEqual(outlineOf(await parse(raw)))
      }),
      { numRuns: 1_500 },
    )
    expect(answered).toBeGreaterThan(100)
  })
})

const type = fc.constantFrom(
  'Content-Type: text/plain',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Type: text/plain; charset="US-ASCII"',
  'Content-Type: text/html; charset=utf-8',
  'Content-Type: TEXT/HTML',
  'Content-Type: image/png; name="a.png"',
  'Content-Type: application/octet-stream',
  'Content-Type: message/rfc822',
  'Content-Type:',
  'X-None: x',
)
const field = fc.constantFrom(
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: quoted-printable',
  'Content-Transfer-Encoding: 7bit',
  'Content-Disposition: attachment; filename=x',
  'Content-Disposition: inline',
  'Content-ID: <x@y>',
  'MIME-Version: 1.0',
)
const bodyLine = fc.constantFrom(
  'Hello there',
  '',
  '  ',
  'SGVsbG8gdGhlcmUg',
  'caf=C3=A9 =',
  'caf\xc3\xa9',
  '<p>Hello <b>there</b></p>',
  '<style>p { color: red }</style>',
  '<!-- a -->',
  '&amp; a < b &eacute;',
  '--b',
  '--other',
  'a\nb',
)
const body = fc
  .tuple(fc.array(bodyLine, { maxLength: 5 }), fc.constantFrom(1, 1, 1, 400))
  .map(([text, times]) => Array.from({ length: times }, () => text).flat())
const single = fc
  .tuple(type, fc.array(field, { maxLength: 2 }), body)
  .map(([type, fields, text]) => [type, ...fields, '', ...text])

function multipart(kind: string, boundary: string, parts: readonly (readonly string[])[]): string[] {
  return [
    `Content-Type: multipart/${kind}; boundary=${boundary}`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`,
  ]
}

function mail(): fc.Arbitrary<Buffer> {
  const kind = fc.constantFrom('mixed', 'alternative', 'related', 'report')
  const inner = fc.oneof(
    { weight: 3, arbitrary: single },
    {
      weight: 1,
      arbitrary: fc
        .tuple(kind, fc.array(single, { minLength: 1, maxLength: 3 }))
        .map(([kind, parts]) => multipart(kind, 'inner', parts)),
    },
  )
  const whole = fc.oneof(
    single,
    fc
      .tuple(kind, fc.array(inner, { minLength: 1, maxLength: 3 }))
      .map(([kind, parts]) => multipart(kind, 'outer', parts)),
  )
  return whole.map((text) => lines('From: Ada <ada@b.test>', 'Subject: =?utf-8?Q?caf=C3=A9?=', ...text, ''))
}
