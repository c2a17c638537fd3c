import { describe, expect, it } from 'vitest'
import { parseBody } from '../../src/capture/parse-body.ts'
import { capturedMessage, readerOf } from '../store/messages.ts'
import { bombs } from './bombs.ts'
import { buildMail, lines, parse } from './build-mail.ts'

const pixel = Buffer.from('iVBORw0KGgo=', 'base64')

describe('a mail of nodemailer', () => {
  it('with everything in it comes apart', async () => {
    const raw = await buildMail({
      from: 'Jürgen Müller <juergen@b.test>',
      to: ['"Doe, Jane" <jane@b.test>', 'plain@b.test'],
      cc: 'cc@b.test',
      replyTo: 'reply@b.test',
      subject:
        'Grüße 🎉 und ein langer Betreff, der über mehrere Zeilen gefaltet werden muss, weil er so lang ist',
      date: new Date('2024-05-06T07:08:09Z'),
      messageId: '<id-1@b.test>',
      text: 'Ihr Bestätigungscode: 481516\r\n\r\nhttps://x.test/confirm?t=1\r\n',
      html: '<p>Ihr Bestätigungscode: <b>481516</b></p><a href="https://x.test/confirm?t=1">Bestätigen</a><img src="cid:logo@b.test">',
      attachments: [
        {
          filename: 'Rechnung für Käse.pdf',
          content: Buffer.alloc(100_000, 7),
          contentType: 'application/pdf',
        },
        { filename: 'logo.png', content: pixel, cid: 'logo@b.test', contentDisposition: 'inline' },
      ],
      icalEvent: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
      headers: { 'X-Campaign': 'spring' },
    })
    const mail = await parse(raw)
    expect(mail).toMatchObject({
      subject:
        'Grüße 🎉 und ein langer Betreff, der über mehrere Zeilen gefaltet werden muss, weil er so lang ist',
      from: [{ name: 'Jürgen Müller', address: 'juergen@b.test' }],
      to: [
        { name: 'Doe, Jane', address: 'jane@b.test' },
        { name: '', address: 'plain@b.test' },
      ],
      cc: [{ name: '', address: 'cc@b.test' }],
      bcc: [],
      replyTo: [{ name: '', address: 'reply@b.test' }],
      messageId: 'id-1@b.test',
      date: '2024-05-06T07:08:09.000Z',
      codes: ['481516'],
      links: [{ url: 'https://x.test/confirm?t=1', text: 'Bestätigen' }],
      parseError: null,
    })
    expect(mail.text).toContain('Ihr Bestätigungscode: 481516\n')
    expect(mail.html).toContain('src="cid:logo@b.test"')
    expect(
      mail.attachments.map(({ index, filename, contentType, disposition, contentId, sizeBytes }) => ({
        index,
        filename,
        contentType,
        disposition,
        contentId,
        sizeBytes,
      })),
    ).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          filename: 'Rechnung für Käse.pdf',
          contentType: 'application/pdf',
          disposition: 'attachment',
          contentId: null,
          sizeBytes: 100_000,
        }),
        expect.objectContaining({
          filename: 'logo.png',
          contentType: 'image/png',
          disposition: 'inline',
          contentId: 'logo@b.test',
          sizeBytes: pixel.length,
        }),
        expect.objectContaining({ contentType: 'application/ics', disposition: 'attachment' }),
      ]),
    )
    expect(mail.attachments.map(({ index }) => index)).toEqual(mail.attachments.map((_, n) => n))
    expect(
      mail.attachments[0]?.content.equals(Buffer.alloc(100_000, 7)) ||
        mail.attachments[1]?.content.equals(Buffer.alloc(100_000, 7)) ||
        mail.attachments[2]?.content.equals(Buffer.alloc(100_000, 7)),
    ).toBe(true)
    expect(mail.headers.find(({ name }) => name === 'X-Campaign')).toEqual({
      name: 'X-Campaign',
      value: 'spring',
      raw: 'spring',
    })
    expect(mail.headers.find(({ name }) => name === 'Subject')?.raw).toMatch(
      /^=\?UTF-8\?[\s\S]*\r\n =\?UTF-8\?/i,
    )
  })

  it('of HTML alone has the text of the HTML', async () => {
    const mail = await parse(await buildMail({ html: '<h1>Hello</h1><p>World &amp; all</p>' }))
    expect(mail).toMatchObject({
      text: 'Hello\n\nWorld & all',
      html: '<h1>Hello</h1><p>World &amp; all</p>\n',
    })
  })

  it('of text alone has no HTML', async () => {
    expect(await parse(await buildMail({ text: 'Hello' }))).toMatchObject({
      text: 'Hello\n',
      html: null,
      attachments: [],
    })
  })

  it('with a mail in it keeps that as an attachment', async () => {
    const inner = await buildMail({ subject: 'inner', text: 'inner text' })
    const mail = await parse(
      await buildMail({
        subject: 'outer',
        text: 'outer text',
        attachments: [
          {
            content: inner,
            contentType: 'message/rfc822',
            contentDisposition: 'attachment',
            filename: 'inner.eml',
          },
        ],
      }),
    )
    expect(mail.subject).toBe('outer')
    expect(mail.text.trim()).toBe('outer text')
    expect(mail.attachments).toMatchObject([{ contentType: 'message/rfc822', filename: 'inner.eml' }])
    expect(mail.attachments[0]?.content.toString()).toContain('inner text')
  })
})

describe('charsets', () => {
  it.each([
    ['iso-8859-1', 'K\xe4se', 'Käse'],
    ['iso-8859-15', '5 \xa4', '5 €'],
    ['iso-8859-2', 'P\xf8\xedli\xb9', 'Příliš'],
    ['windows-1252', '5 \x80', '5 €'],
    ['koi8-r', '\xd0\xd2\xc9\xd7\xc5\xd4', 'привет'],
    ['shift_jis', '\x83e\x83X\x83g', 'テスト'],
    ['iso-2022-jp', '\x1b$B%F%9%H\x1b(B', 'テスト'],
    ['gb18030', '\xb2\xe2\xca\xd4', '测试'],
    ['utf-8', 'K\xc3\xa4se', 'Käse'],
  ])('%s is decoded in the text and in the subject', async (charset, bytes, text) => {
    const word = `=?${charset}?B?${Buffer.from(bytes, 'latin1').toString('base64')}?=`
    const mail = await parse(
      lines(`Subject: ${word}`, `Content-Type: text/plain; charset=${charset}`, '', bytes, ''),
    )
    expect(mail.subject).toBe(text)
    expect(mail.text.trim()).toBe(text)
    expect(mail.parseError).toBeNull()
  })

  it('utf-7 is not decoded, so that no markup comes out of it', async () => {
    const mail = await parse(lines('Content-Type: text/html; charset=utf-7', '', '+ADw-script+AD4-alert(1)'))
    expect(mail.html?.trim()).toBe('+ADw-script+AD4-alert(1)')
  })

  it.each(['x-unknown', '__proto__', 'constructor', ''])('%j leaves the rest readable', async (charset) => {
    const mail = await parse(
      lines('Subject: s', `Content-Type: text/plain; charset="${charset}"`, '', 'plain K\xe4se'),
    )
    expect(mail.text).toContain('plain K')
  })

  it('8-bit headers are UTF-8 where they can be, else byte for byte', async () => {
    expect((await parse(lines('Subject: K\xc3\xa4se', '', ''))).subject).toBe('Käse')
    expect((await parse(lines('Subject: K\xe4se', '', ''))).subject).toBe('Käse')
  })
})

describe('headers', () => {
  it('are given in order, decoded and as sent', async () => {
    const { headers } = await parse(
      lines(
        'A: one',
        'b : =?utf-8?Q?zw=C3=B6lf?=',
        '  =?utf-8?Q?_mal?=',
        'no field',
        'A: two',
        'Empty:',
        '',
        'x',
      ),
    )
    expect(headers).toEqual([
      { name: 'A', value: 'one', raw: 'one' },
      { name: 'b', value: 'zwölf mal', raw: '=?utf-8?Q?zw=C3=B6lf?=\r\n  =?utf-8?Q?_mal?=' },
      { name: 'A', value: 'two', raw: 'two' },
      { name: 'Empty', value: '', raw: '' },
    ])
  })

  it('are read from mail with bare line feeds, and from mail that is all header', async () => {
    expect(await parse('Subject: lf\nTo: a@b.test\n\nbody\n')).toMatchObject({
      subject: 'lf',
      to: [{ address: 'a@b.test' }],
    })
    expect(await parse('Subject: alone')).toMatchObject({ subject: 'alone', text: '' })
    expect(await parse('\r\nSubject: body')).toMatchObject({ subject: '', headers: [] })
  })

  it('named like parts of objects harm nobody', async () => {
    const mail = await parse(
      lines(
        '__proto__: x',
        'constructor: y',
        'toString: z',
        'Content-Type: text/plain; __proto__=a; constructor=b',
        '',
        'text',
      ),
    )
    expect(mail.headers.map(({ name }) => name)).toEqual([
      '__proto__',
      'constructor',
      'toString',
      'Content-Type',
    ])
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    expect(mail.text.trim()).toBe('text')
  })

  it('keep an address that is hidden in a name a name', async () => {
    const { from } = await parse(
      lines('From: =?utf-8?Q?=22ceo=40bank.test=22_=3Cceo=40bank.test=3E?= <evil@x.test>', '', ''),
    )
    expect(from.map(({ address }) => address)).toEqual(['evil@x.test'])
    const encoded = await parse(lines('From: =?utf-8?Q?evil=40x.test?=@b.test', '', ''))
    expect(encoded.from.map(({ address }) => address)).not.toContain('evil@x.test')
  })

  it.each([
    ['Mon, 6 May 2024 09:08:09 +0200 (CEST)', '2024-05-06T07:08:09.000Z'],
    ['6 May 2024 07:08:09 GMT', '2024-05-06T07:08:09.000Z'],
    ['yesterday', null],
    ['', null],
  ])('Date %j is %j', async (sent, date) => {
    expect((await parse(lines(`Date: ${sent}`, '', ''))).date).toBe(date)
  })

  it('list the members of a group', async () => {
    const { to } = await parse(lines('To: Friends: a@b.test, B <b@b.test>;, c@b.test', '', ''))
    expect(to.map(({ address }) => address)).toEqual(['a@b.test', 'b@b.test', 'c@b.test'])
  })
})

describe('attachments', () => {
  it.each([
    ['../../../../etc/passwd'],
    ['C:\\windows\\system32'],
    ['<script>alert(1)</script>.html'],
    ['a\u202egpj.exe'],
    ['x'.repeat(2_000)],
    ['.'],
  ])('called %j come with that very name, and with their bytes', async (filename) => {
    const mail = await parse(
      lines(
        'Content-Type: application/octet-stream',
        `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(filename)}`,
        '',
        'bytes',
      ),
    )
    expect(mail.attachments).toMatchObject([{ filename, contentType: 'application/octet-stream' }])
    expect(mail.attachments[0]?.content.toString()).toBe('bytes')
  })

  it.each([
    ['application/octet-stream; name="evil.html"', 'application/octet-stream'],
    ['<script>alert(1)</script>', 'application/octet-stream'],
    ['TEXT/HTML', 'text/html'],
    ['image/svg+xml', 'image/svg+xml'],
  ])('of type %j are %j, whatever their name says', async (sent, type) => {
    const mail = await parse(
      lines(`Content-Type: ${sent}`, 'Content-Disposition: attachment; filename=evil.html', '', 'x'),
    )
    expect(mail.attachments).toMatchObject([{ contentType: type }])
  })
})

describe('the parser', () => {
  it('parses once for callers at the same time, and remembers', async () => {
    const parser = readerOf()
    const message = capturedMessage()
    const [one, two] = await Promise.all([parser.parse(message), parser.parse(message)])
    expect(two).toBe(one)
    expect(await parser.parse(message)).toBe(one)
    parser.forget(message)
    expect(await parser.parse(message)).not.toBe(one)
  })

  it('parses any number at the same time', async () => {
    const parser = readerOf()
    const messages = Array.from({ length: 50 }, (_, n) => capturedMessage({ subject: `S ${n}` }))
    const parsed = await Promise.all(messages.map((message) => parser.parse(message)))
    expect(parsed.map(({ subject }) => subject)).toEqual(messages.map((_, n) => `S ${n}`))
  })

  it('forgets what it used longest ago when its bound is reached', async () => {
    const parser = readerOf({ maxParsedBytes: 60_000 })
    const messages = ['a', 'b', 'c'].map((text) => capturedMessage({ text: text.repeat(20_000) }))
    const first = await Promise.all(messages.slice(0, 2).map((message) => parser.parse(message)))
    expect(await parser.parse(messages[0] as (typeof messages)[0])).toBe(first[0])
    await parser.parse(messages[2] as (typeof messages)[0])
    expect(await parser.parse(messages[0] as (typeof messages)[0])).toBe(first[0])
    expect(await parser.parse(messages[1] as (typeof messages)[0])).not.toBe(first[1])
  })

  it('answers at once what it has read before', async () => {
    const parser = readerOf()
    const message = capturedMessage({ subject: 'S', text: 'T' })
    await parser.header(message)
    expect(parser.header(message)).toMatchObject({ subject: 'S', from: [{ address: 'sender@b.test' }] })
    await parser.text(message)
    expect(parser.text(message)).toContain('T')
  })
})

describe('mail made to hurt', () => {
  it('that takes too long is given up, and says so', async () => {
    const raw = (bombs['attachment of 700,000 lines'] as () => Buffer)()
    expect(await parseBody(raw, 1)).toEqual({
      text: null,
      html: null,
      attachments: [],
      error: 'The body could not be taken apart within 1 ms.',
    })
  })

  it.each(Object.entries(bombs))('%s: an answer, with all that could be had', async (_, make) => {
    const raw = make()
    const mail = await parse(raw)
    expect(typeof mail.text).toBe('string')
    expect(mail.links.length).toBeLessThanOrEqual(1_000)
    expect(mail.codes.length).toBeLessThanOrEqual(10)
    const subject = raw.subarray(0, 20).toString('latin1').startsWith('Subject: bomb')
    if (subject) expect(mail.subject).toBe('bomb')
  })

  it.each([
    [`${'X: y\r\n'.repeat(12_000)}Subject: last\r\n\r\n`, 'The header has 10000 fields or more'],
    [`X: ${'y'.repeat(2 ** 20)}\r\nSubject: last\r\n\r\n`, 'The header has more than 1048576 bytes'],
  ])('whose header is too long says what was not read', async (raw, reason) => {
    const mail = await parse(Buffer.from(raw))
    expect(mail.parseError).toContain(reason)
    expect(mail.subject).toBe('')
  })

  it('that cannot be taken apart says why', async () => {
    const mail = await parse((bombs['100,000 siblings'] as () => Buffer)())
    expect(mail).toMatchObject({ subject: 'bomb', attachments: [], text: '' })
    expect(mail.parseError).toMatch(/nodes/)
  })
})
