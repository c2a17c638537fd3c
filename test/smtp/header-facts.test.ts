import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHeader } from '../../src/protocol/input/header-facts.ts'

const facts = (text: string) => readHeader(Buffer.from(text), Buffer.byteLength(text)).facts

describe('header facts', () => {
  it('reads names in order and in their own spelling, and the three values', () => {
    expect(
      facts(
        'Mime-Version: 1.0\r\nFrom: "Ann, of a.test" <ann@a.test>\r\nMessage-ID: <1.2@host>\r\nX-Mailer: PHPMailer 6.9\r\n\r\nTo: not@header.test\r\n',
      ),
    ).toEqual({
      names: ['Mime-Version', 'From', 'Message-ID', 'X-Mailer'],
      from: 'ann@a.test',
      messageId: '1.2@host',
      mailer: 'PHPMailer 6.9',
      faults: ['to-missing', 'subject-missing'],
    })
  })

  it.each([
    ['a bare address', 'From: a@b.test', 'a@b.test'],
    ['an address with a name', 'From: A B <a@b.test>', 'a@b.test'],
    ['a name that looks like an address', 'From: "x@y.test" <a@b.test>', 'a@b.test'],
    ['a quoted local part', 'From: "a b"@c.test', '"a b"@c.test'],
    ['a quoted local part in brackets', 'From: N <"a b"@c.test>', '"a b"@c.test'],
    ['two addresses: the first', 'From: a@b.test, c@d.test', 'a@b.test'],
    ['a comment', 'From: a@b.test (Ann)', 'a@b.test'],
    ['a folded field', 'From: Ann\r\n <a@b.test>', 'a@b.test'],
    ['any case', 'FROM: a@b.test', 'a@b.test'],
    ['a blank before the colon', 'From : a@b.test', 'a@b.test'],
    ['an address beyond ASCII', 'From: <jörg@exämple.test>', 'jörg@exämple.test'],
    ['a field twice: the first', 'From: a@b.test\r\nFrom: c@d.test', 'a@b.test'],
    ['no address', 'From: nobody', null],
    ['an empty field', 'From:', null],
    ['empty brackets', 'From: <>', null],
  ])('finds the sender in %s', (_name, header, from) => {
    expect(facts(`${header}\r\n\r\nbody`).from).toBe(from)
  })

  it('takes User-Agent as the mailer', () => {
    expect(facts('User-Agent: Mutt/2.2\r\n\r\n').mailer).toBe('Mutt/2.2')
  })

  it('reads a header whose lines end in a bare LF, and stops at its empty line', () => {
    expect(facts('From: a@b.test\nSubject: s\n\nTo: x\n\r\n\r\n').names).toEqual(['From', 'Subject'])
  })

  it('has nothing to say of a message without a header', () => {
    const empty = { names: [], from: null, messageId: null, mailer: null }
    expect(facts('')).toEqual(empty)
    expect(facts('\r\nFrom: a@b.test\r\n')).toEqual({ ...empty, faults: ['empty-first-line'] })
    expect(facts('just text without a colon\r\n')).toEqual({
      ...empty,
      faults: ['line-without-field'],
      lineWithoutField: 1,
    })
  })

  it('is bounded: 40 names, short values, and the first 16 KiB', () => {
    const many = Array.from({ length: 500 }, (_, index) => `X-${index}: ${index}\r\n`).join('')
    expect(facts(`${many}\r\n`).names).toHaveLength(40)
    expect(facts(`X-Mailer: ${'m'.repeat(9_000)}\r\n\r\n`).mailer).toHaveLength(320)
    expect(facts(`${'n'.repeat(500)}: v\r\n\r\n`).names[0]).toHaveLength(80)
    expect(facts(`X: ${'v'.repeat(20_000)}\r\nFrom: a@b.test\r\n\r\n`).from).toBeNull()
  })

  it('says where the header goes on after them', () => {
    const rest = `${'x'.repeat(20_000)}\r\nFrom: a@b.test\r\n\r\n`
    expect(facts(`X: ${rest}`).partial).toBe(true)
    for (const whole of [`X: y\r\n\r\n${rest}`, `X: y\n\n${rest}`, `\r\n${rest}`, 'X: y\r\n'])
      expect(facts(whole).partial).toBeUndefined()
  })

  it('lets no control character through and never throws', () => {
    const part = fc.constantFrom(
      'From:',
      ' <',
      '>',
      '"',
      '\\',
      '@',
      '\r\n',
      '\n',
      '\0',
      '\x1b[2J',
      'a',
      ':',
      'Message-ID:',
      '\t',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const found = facts(parts.join(''))
        // oxlint-disable-next-line no-control-regex
        expect(JSON.stringify([found.from, found.messageId, found.mailer, ...found.names])).not.toMatch(
          /\\u00|\\[rnt]/,
        )
      }),
      { numRuns: 2_000 },
    )
  })

  const whole = (fields: string): string =>
    `From: a@b.test\r\nTo: c@d.test\r\nSubject: s\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <1@b.test>\r\n${fields}\r\nbody`
  const instead = (field: string): string => {
    const name = field.slice(0, field.indexOf(':') + 1)
    return whole('').replace(new RegExp(`^${name}.*\r\n`, 'm'), `${field}\r\n`)
  }

  it.each<[string, string]>([
    ['a header that has all', whole('')],
    ['a Cc that is empty', whole('Cc:\r\n')],
    ['a folded To', instead('To: "Doe, Ann" <a@b.test>,\r\n bob@c.test (Bob, that is)')],
    ['no recipients', instead('To: undisclosed-recipients:;')],
    ['a group', instead('To: Team: ann@a.test, bob@b.test;')],
    ['a name in quotes with all that may be in them', instead('From: "A \\"b\\": c, <d@e>" <a@b.test>')],
    ['an encoded word', instead('From: =?utf-8?Q?Doe=2C_J=C3=B6rg?= <a@b.test>')],
    ['a name beyond ASCII', instead('From: Jörg Müller <jörg@exämple.test>')],
    ['an address literal', instead('From: <a@[192.0.2.1]>')],
    ['a local part in quotes', instead('From: "a b"@c.test')],
    ['a group among addresses', instead('To: c@d.test, Team: ann@a.test, bob@b.test;, e@f.test')],
    ['an empty group among addresses', instead('To: c@d.test, Team:;')],
    [
      'a group that is too long to be read whole',
      instead(`To: Team: ${'ann@a.test, '.repeat(200)}bob@b.test;`),
    ],
    ['a comma at the end', instead('To: a@b.test, c@d.test,')],
    ['a Date without a weekday', instead('Date: 1 Jan 2026 10:00 -0800')],
    ['a Date with a comment', instead('Date: Tue, 14 Nov 2023 22:13:20 +0000 (UTC)')],
    ['a Date with a zone by name', instead('Date: Tue,  4 Nov 2023 22:13:20 GMT')],
    ['a signature of fields', whole('DKIM-Signature: v=1; h=from:\r\n subject: date:to;\r\n')],
    ['a Subject that is folded', instead('Subject: a\r\n Date: tomorrow')],
    ['a text that begins with an empty line', whole('') + '\r\n\r\nFrom: x'],
    ['fields that may be repeated', whole('Received: a\r\nReceived: b\r\nX-A: 1\r\nX-A: 2\r\n')],
    ['an empty Bcc', whole('Bcc:\r\n')],
    ['a text in UTF-8 after a header in LF', whole('').replaceAll('\r\n', '\n') + 'Grüße'],
    [
      'a text in UTF-8 after an empty line in CRLF',
      `${whole('').replaceAll('\r\n', '\n').slice(0, -5)}\r\nGrüße`,
    ],
    [
      'a text that is a forwarded header',
      `${whole('')}\r\n`.replace('body', 'From: x@y.test\r\nDate: today\r\nSubject: s'),
    ],
    ['a form as text', whole('').replace('body', 'Date: today\r\nName: Ann')],
    ['lines that end in CR CR LF', whole('').replaceAll('\r\n', '\r\r\n')],
    [
      'a text of two lines that look like fields',
      `From: a@b.test\r\nTo: c@d.test\r\nSubject: s\r\n\r\nDate: Friday\r\n\r\nSubject: lunch\r\n`,
    ],
    ['a local part with an apostrophe', instead("To: o'hara@a.test")],
    ['a header without a text', 'From: a@b.test\r\nTo: c@d.test\r\nSubject: s\r\n'],
  ])('finds no fault in %s', (_what, header) => {
    expect(facts(header)).not.toHaveProperty('faults')
    expect(facts(header)).not.toHaveProperty('bcc')
  })

  it.each<[string, string, readonly string[]]>([
    ['Subject twice', whole('subject: again\r\n'), ['field-repeated']],
    ['Content-Type twice', whole('Content-Type: a/b\r\nContent-Type: a/b\r\n'), ['field-repeated']],
    ['a name with a comma', instead('From: Doe, Ann <a@b.test>'), ['from-malformed']],
    ['a name with a colon', instead('From: App: news <a@b.test>'), ['from-malformed']],
    ['an address as name', instead('From: a@b.test <a@b.test>'), ['from-malformed']],
    ['a name alone', instead('From: Ann Example'), ['from-malformed']],
    ['an empty From', instead('From:'), ['from-malformed']],
    ['a bracket that is open', instead('From: Ann <a@b.test'), ['from-malformed']],
    ['quotes that are open', instead('From: "Ann <a@b.test>'), ['from-malformed']],
    ['two @', instead('From: a@b@c.test'), ['from-malformed']],
    ['a group without its end', instead('To: c@d.test, Team: ann@a.test'), ['to-malformed']],
    ['semicolons', instead('To: a@b.test; c@d.test'), ['to-malformed']],
    ['a list of Python', instead("To: ['a@b.test', 'c@d.test']"), ['to-malformed']],
    ['one in quotes', instead("To: 'a@b.test'"), ['to-malformed']],
    ['JSON in one line', '{"from":"a@app.example"}\r\n', ['json']],
    ['a byte order mark', `\ufeff${whole('')}`, ['byte-order-mark']],
    ['an empty line after From', whole('').replace('\r\nTo:', '\r\n\r\nTo:'), ['field-in-body']],
    ['an empty line before the type', whole('\r\nContent-Type: text/html\r\n'), ['field-in-body']],
    [
      'an empty line after each field',
      'From: a@b.test\r\n\r\nTo: c@d.test\r\n\r\nSubject: s\r\n\r\n\r\n\r\nbody\r\n',
      ['field-in-body'],
    ],
    ['CRLF and LF after From', whole('').replace('\r\nTo:', '\r\n\nTo:'), ['field-in-body']],
    ['a user', instead('From: root'), ['from-without-domain']],
    ['a user with a name', instead('To: Cron <root>'), ['to-without-domain']],
    ['ISO 8601', instead('Date: 2023-11-14T22:13:20Z'), ['date-unreadable']],
    ['the words of JavaScript', instead('Date: Tue Nov 14 2023 22:13:20 GMT+0000'), ['date-unreadable']],
    ['an empty Date', instead('Date:'), ['date-unreadable']],
    ['the time 0', instead('Date: Thu, 01 Jan 1970 00:00:00 +0000'), ['date-1970']],
    ['the time 0 in the west', instead('Date: Wed, 31 Dec 1969 16:00:00 -0800'), ['date-1970']],
    ['an id without brackets', instead('Message-ID: 1@b.test'), ['message-id-malformed']],
    ['an id without @', instead('Message-ID: <abc>'), ['message-id-malformed']],
    ['an id without a domain', instead('Message-ID: <abc@>'), ['message-id-malformed']],
    ['a line that is no field', whole('Hello Bob\r\n'), ['line-without-field']],
    ['no empty line', whole('').replace('\r\nbody', 'Hello Bob'), ['line-without-field']],
    ['an indented header', whole('').replace(/^(?=\w)/gm, '    '), ['indented-first-line']],
    ['triple quotes', `\n${whole('')}`, ['empty-first-line']],
    ['triple quotes, indented', `\r\n${whole('').replace(/^/gm, '    ')}`, ['empty-first-line']],
    [
      'triple quotes, indented from the second line on',
      'From: a@b.test\r\n    To: c@d.test\r\n    Subject: s\r\n    \r\n    text: yes\r\n',
      ['from-malformed', 'field-in-fold'],
    ],
  ])('finds %s', (_what, header, expected) => {
    expect(facts(header).faults).toEqual(expected)
  })

  it('says which line is no field, and whom Bcc names', () => {
    expect(facts('From: a@b.test\r\nX: y\r\n z\r\nHello\r\nAgain\r\n\r\n').lineWithoutField).toBe(4)
    expect(facts(whole('Bcc: Eve <e@f.test>\r\n')).bcc).toBe('e@f.test')
    expect(facts(whole('Bcc: e@f.test, g@h.test\r\n')).bcc).toBeNull()
  })

  it('does not judge the line at which the part that is looked at ends', () => {
    const cut = `From: a@b.test\r\n${'X: y\r\n'.repeat(5_000)}`
    expect(facts(cut)).toMatchObject({ partial: true })
    expect(facts(cut)).not.toHaveProperty('faults')
  })
})
