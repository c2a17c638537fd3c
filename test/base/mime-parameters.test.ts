import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeCharset, readField } from '../../src/base/mime-parameters.ts'

it.each([
  ['text/plain', 'text/plain', {}],
  ['Text/HTML; Charset=UTF-8', 'text/html', { charset: 'UTF-8' }],
  ['multipart/mixed; boundary="a;b=c"', 'multipart/mixed', { boundary: 'a;b=c' }],
  ['attachment; filename="say \\"hi\\".txt"', 'attachment', { filename: 'say "hi".txt' }],
  ['attachment; filename = a.txt ; size=1', 'attachment', { filename: 'a.txt', size: '1' }],
  ["attachment; filename*=utf-8''gr%C3%BC%C3%9Fe.zip", 'attachment', { filename: 'grüße.zip' }],
  ["attachment; filename*=iso-8859-1'de'gr%FC%DFe.zip", 'attachment', { filename: 'grüße.zip' }],
  [
    "attachment; filename*0*=utf-8''a%20; filename*1=b%20; filename*2*=c",
    'attachment',
    { filename: 'a b%20c' },
  ],
  ['attachment; filename*0=in; filename*1=voice', 'attachment', { filename: 'invoice' }],
  ['attachment; filename="=?utf-8?q?a?="', 'attachment', { filename: '=?utf-8?q?a?=' }],
  ['attachment; filename=a.txt; filename=b.txt', 'attachment', { filename: 'a.txt' }],
  ['; ;;=; x', '', {}],
])('%s', (field, value, parameters) => {
  const read = readField(field)
  expect([read.value, Object.fromEntries(read.parameters)]).toEqual([value, parameters])
})

it('reads any field', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (field) => void readField(`x; ${field}`)),
  ))

it.each([
  ['utf-8', [0xc3, 0xbc], 'ü'],
  ['iso-8859-1', [0xfc], 'ü'],
  ['', [0xc3, 0xbc], 'ü'],
  ['no-such-charset', [0xc3, 0xbc], 'ü'],
])('bytes of %s are text', (charset, bytes, text) =>
  expect(decodeCharset(Buffer.from(bytes), charset)).toBe(text),
)
