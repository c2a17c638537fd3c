import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePart, partText, readMimeTree } from '../../src/capture/mime-parts.ts'
import { compose } from '../http/support/compose.ts'

const outline = (raw: string | Buffer) =>
  readMimeTree(Buffer.from(raw)).parts.map(({ id, type, disposition, filename }) => [
    id,
    type,
    disposition,
    filename,
  ])

describe('the parts of a message', () => {
  it('are counted at each level', async () => {
    const raw = await compose({
      text: 'text',
      html: '<img src="cid:a">',
      attachments: [
        { filename: 'a.png', cid: 'a', content: 'x', contentDisposition: 'inline' },
        { filename: 'b.pdf', content: 'x' },
      ],
    })
    expect(outline(raw)).toEqual([
      ['1.1', 'text/plain', '', ''],
      ['1.2.1', 'text/html', '', ''],
      ['1.2.2', 'image/png', 'inline', 'a.png'],
      ['2', 'application/pdf', 'attachment', 'b.pdf'],
    ])
  })

  it.each([
    ['no header', '\r\nbody', [['0', 'text/plain', '', '']]],
    ['no body', 'Subject: x', [['0', 'text/plain', '', '']]],
    ['nothing', '', [['0', 'text/plain', '', '']]],
    ['no boundary', 'Content-Type: multipart/mixed\r\n\r\nx', [['0', 'multipart/mixed', '', '']]],
    ['no parts', 'Content-Type: multipart/mixed; boundary=b\r\n\r\nx', []],
    [
      'an empty part',
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n--b--',
      [['1', 'text/plain', '', '']],
    ],
    [
      'no end',
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx',
      [['1', 'text/plain', '', '']],
    ],
    [
      'a boundary that begins another',
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--bb\r\n y --b\r\n--b--\r\n',
      [['1', 'text/plain', '', '']],
    ],
    [
      'line ends without CR',
      'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\nx\n--b--\n',
      [['1', 'text/html', '', '']],
    ],
  ])('%s', (_what, raw, parts) => expect(outline(raw)).toEqual(parts))

  it('a nested message is one part, with all that is in it', () => {
    const raw =
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: within\r\n\r\ntext\r\n--b--'
    const [part] = readMimeTree(Buffer.from(raw)).parts
    expect([part?.id, part?.type, part?.body.toString()]).toEqual([
      '1',
      'message/rfc822',
      'Subject: within\r\n\r\ntext',
    ])
  })

  it('are bounded in depth and number', () => {
    const deep = Array.from(
      { length: 50 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}x\r\n\r\n--b${n}x\r\n`,
    ).join('')
    expect(readMimeTree(Buffer.from(deep)).parts.map(({ depth }) => depth)).toEqual([10])
    const many = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(20_000)}`
    expect(readMimeTree(Buffer.from(many)).parts).toHaveLength(1000)
  })

  it('are found in any bytes', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '--b',
            '--',
            '\r\n',
            '\n',
            'Content-Type: multipart/mixed; boundary=b',
            ':',
            ' ',
            'x',
            '=',
          ),
          { maxLength: 60 },
        ),
        (pieces) => {
          const raw = Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${pieces.join('')}`)
          for (const part of readMimeTree(raw).parts) partText(part)
        },
      ),
    ))
})

describe('what a part stands for', () => {
  const decoded = (encoding: string, body: string): string => {
    const raw = `Content-Transfer-Encoding: ${encoding}\r\n\r\n${body}`
    const [part] = readMimeTree(Buffer.from(raw, 'latin1')).parts
    return part ? decodePart(part).toString('latin1') : ''
  }
  it.each([
    ['7bit', 'a=3Db\r\n', 'a=3Db\r\n'],
    ['quoted-printable', 'a=3db=\r\nc \t\r\nd=', 'a=bc\r\nd'],
    ['Quoted-Printable', '=ZZ =C3=BC', '=ZZ \xc3\xbc'],
    ['quoted-printable', 'a=\nb', 'ab'],
    ['base64', 'SGVs\r\nbG8=\r\n', 'Hello'],
    ['x-unknown', 'as it is', 'as it is'],
  ])('%s %j', (encoding, body, bytes) => expect(decoded(encoding, body)).toBe(bytes))

  it('a megabyte of blanks is no more than that', () =>
    expect(decoded('quoted-printable', `${' '.repeat(1_000_000)}x`)).toHaveLength(1_000_001))
})
