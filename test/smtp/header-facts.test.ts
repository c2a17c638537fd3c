import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BufferList } from '../../src/base/buffer-list.ts'
import { readHeader } from '../../src/protocol/input/header-facts.ts'

const facts = (text: string) => readHeader(new BufferList([Buffer.from(text)])).facts

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
    expect(facts('\r\nFrom: a@b.test\r\n')).toEqual(empty)
    expect(facts('just text without a colon\r\n')).toEqual(empty)
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
})
