import { describe, it } from 'vitest'
import { findCodes } from '../../src/capture/find-codes.ts'
import { findLinks } from '../../src/capture/find-links.ts'
import { splitHeader } from '../../src/capture/header-fields.ts'
import { htmlToText } from '../../src/capture/html-text.ts'
import { readField } from '../../src/base/mime-parameters.ts'
import { readMimeTree } from '../../src/capture/mime-parts.ts'
import { plainText } from '../../src/capture/plain-text.ts'
import { readHeader } from '../../src/protocol/input/header-facts.ts'
import { redactCommand, redactText } from '../../src/protocol/redact.ts'
import { expectLinear, type MakeWork } from './support/growth.ts'

const on =
  (read: (text: string) => unknown, text: (size: number) => string): MakeWork =>
  (size) => {
    const input = text(size)
    return () => read(input)
  }

const ofBytes =
  (read: (raw: Buffer) => unknown) =>
  (text: string): unknown =>
    read(Buffer.from(text, 'latin1'))

const links = (text: string): Promise<unknown> => findLinks(text, null)
const facts = ofBytes((raw) => readHeader(raw, raw.length))

describe('the work of reading a hostile message grows with its size and no faster', () => {
  it.each<[string, MakeWork]>([
    ['links of brackets', on(links, (n) => `https://x.test/${')'.repeat(7_000)} `.repeat(n / 7_000))],
    ['links without a blank', on(links, (n) => 'https://'.repeat(n / 8))],
    ['codes of capitals', on(findCodes, (n) => 'A'.repeat(n))],
    ['codes of groups', on(findCodes, (n) => 'AAA-'.repeat(n / 4))],
    ['codes without a blank', on(findCodes, (n) => '1a@'.repeat(n / 3))],
    ['parameters of names', on(readField, (n) => `a/b;${'x'.repeat(n)}`)],
    ['parameters of backslashes', on(readField, (n) => `a/b;${'\\'.repeat(n)}`)],
    ['a header of lines', on(ofBytes(splitHeader), (n) => 'a\r\n'.repeat(n / 3))],
    ['a header of folds', on(ofBytes(splitHeader), (n) => `X: a${'\r\n '.repeat(n / 3)}`)],
    [
      'parts that begin like a boundary',
      on(
        ofBytes(readMimeTree),
        (n) => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--bx\r\n'.repeat(n / 6)}`,
      ),
    ],
    [
      'base64 of blanks',
      on(ofBytes(plainText), (n) => `Content-Transfer-Encoding: base64\r\n\r\n${'='.repeat(n)}`),
    ],
    ['elements that end nowhere', on(htmlToText, (n) => '<script></a></b>'.repeat(n / 16))],
    ['quotes that end nowhere', on(htmlToText, (n) => '<a b="'.repeat(n / 6))],
    ['references', on(htmlToText, (n) => '&'.repeat(n))],
    ['a From of quotes', on(facts, (n) => `From: ${'"\\'.repeat(n / 2)}`)],
    ['a To of commas', on(facts, (n) => `To: ${','.repeat(n)}`)],
    ['a To of parentheses', on(facts, (n) => `To: ${'('.repeat(n)}`)],
    ['a To of brackets', on(facts, (n) => `To: ${'<@'.repeat(n / 2)}`)],
    ['a To of words', on(facts, (n) => `To: ${'a '.repeat(n / 2)}`)],
    ['a Date of parentheses', on(facts, (n) => `Date: ${'('.repeat(n)}`)],
    ['a Date of blanks', on(facts, (n) => `Date: 1${' '.repeat(n)}x`)],
    ['a Message-ID of @', on(facts, (n) => `Message-ID: <${'@'.repeat(n)}`)],
    ['a header after empty lines', on(facts, (n) => `${' \r\n'.repeat(n / 3)}From`)],
    ['folds that may be fields', on(facts, (n) => `To: a${'\r\n To'.repeat(n / 5)}`)],
    ['a field again and again', on(facts, (n) => 'To: a\r\n'.repeat(n / 7))],
    ['lines without a colon', on(facts, (n) => `${'a\n'.repeat(n / 2)}b:`)],
    ['a command of line ends', on(redactCommand, (n) => `X${'\r'.repeat(n)}x`)],
    ['a path of @', on(redactCommand, (n) => `MAIL FROM:${'@'.repeat(n)}<`)],
    ['a line of base64', on(redactText, (n) => '0'.repeat(n))],
  ])('%s', (_, make) => expectLinear(make))
})
