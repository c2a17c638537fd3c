import { envelope, header, message, type Mistake, says, without } from './mistake.ts'

const sends = (name: string, content: string, ...expected: readonly string[]): Mistake =>
  says('relay', name, expected, { commands: envelope, content })

/** The usual header with one field changed, and what follows it. */
const instead = (field: string): string =>
  message(header.map((line) => (line.startsWith(field.slice(0, field.indexOf(':') + 1)) ? field : line)))
const and = (...fields: readonly string[]): string => message([...header, ...fields])
const parts = (kind: string, ...lines: readonly string[]): string =>
  message([...header, `Content-Type: multipart/${kind}; boundary=b1`], lines.join('\r\n'))
const pdf = ['Content-Type: application/pdf', 'Content-Transfer-Encoding: base64'] as const
const indented = (lines: readonly string[]): string => lines.map((line) => `    ${line}`).join('\r\n')

const greetings = { inUtf8: Buffer.from('Grüße'), inLatin1: Buffer.from('Grüße', 'latin1') }
/** Text with octets above 127, announced as such. */
const writes = (
  name: string,
  charset: string | null,
  body: Buffer,
  ...expected: readonly string[]
): Mistake => {
  const type = charset === null ? [] : [`Content-Type: text/plain; charset=${charset}`]
  const content = Buffer.concat([Buffer.from(message([...header, ...type], '')), body])
  const [, ...others] = envelope
  return says('relay', name, expected, {
    commands: ['MAIL FROM:<ann@app.example> BODY=8BITMIME', ...others],
    content,
  })
}

/** What a program that writes its header by hand gets wrong, and what looks like it and is right. */
export const headerMistakes: readonly Mistake[] = [
  sends('bcc-left-in', and('Bcc: eve@app.example, dan@app.example'), 'bcc-in-header'),
  sends('bcc-of-one-left-in', and('Bcc: eve@app.example'), 'bcc-in-header'),
  sends('bcc-in-its-own-copy', and('Bcc: Bob <bob@app.example>')),
  sends('bcc-that-is-empty', and('Bcc:')),
  sends('triple-quotes', `\r\n${message(header)}`, 'header-in-body'),
  sends('triple-quotes-indented', `\r\n${indented([...header, '', 'Hello'])}`, 'header-in-body'),
  sends('header-indented', indented([...header, '', 'Hello']), 'header-in-body'),
  sends('to-in-from', `${header[0]}\r\n${indented([...header.slice(1), '', 'Hello'])}`, 'header-in-body'),
  sends('empty-line-too-early', message(header).replace('\r\nTo:', '\r\n\r\nTo:'), 'header-in-body'),
  sends('forwarded', message(header, 'From: Ann <ann@app.example>\r\nSubject: Hello\r\n\r\nHello')),
  sends('json', '{\r\n  "from": "app@app.example",\r\n  "subject": "Hello"\r\n}', 'header-line-malformed'),
  sends('json-in-one-line', '{"from":"app@app.example","subject":"Hello"}', 'header-line-malformed'),
  sends('json-under-a-header', message(header, '{"a":1}')),
  sends('byte-order-mark', `\ufeff${message(header)}`, 'header-line-malformed', 'eight-bit-undeclared'),
  sends('no-header', 'Hello Bob,\r\nhere is the report.\r\nRegards: Ann', 'header-line-malformed'),
  sends('from-without-address', instead('From: My App'), 'header-address-malformed'),
  sends('to-of-python', instead("To: ['bob@app.example', 'cyd@app.example']"), 'header-address-malformed'),
  sends('no-empty-line', [...header, 'Hello', 'Good bye'].join('\r\n'), 'header-line-malformed'),
  sends('broken-line', message([...header, 'X-Long: one', 'two']), 'header-line-malformed'),
  sends('subject-twice', and('Subject: Hello again'), 'header-field-repeated'),
  sends('received-twice', and('Received: from a by b', 'Received: from c by a')),
  sends('from-unquoted', instead('From: Doe, Ann <ann@app.example>'), 'header-address-malformed'),
  sends('from-quoted', instead('From: "Doe, Ann" <ann@app.example>')),
  sends('from-root', instead('From: root'), 'header-address-malformed'),
  sends('to-by-semicolon', instead('To: bob@app.example; cyd@app.example'), 'header-address-malformed'),
  sends('to-undisclosed', instead('To: undisclosed-recipients:;')),
  sends('date-iso', instead('Date: 2023-11-14T22:13:20Z'), 'date-malformed'),
  sends('date-of-1970', instead('Date: Thu, 01 Jan 1970 00:00:00 +0000'), 'date-malformed'),
  sends('date-with-comment', instead('Date: Tue, 14 Nov 2023 22:13:20 +0000 (UTC)')),
  sends('message-id-without-domain', instead('Message-ID: <abc@>'), 'message-id-malformed'),
  sends('no-to', without('To'), 'message-without-to'),
  sends('to-empty', instead('To:'), 'message-without-to'),
  sends(
    'to-empty-beside-cc',
    `To: \r\n${message(['Cc: cyd@app.example', ...header.filter((line) => !line.startsWith('To:'))])}`,
  ),
  sends('no-subject', without('Subject'), 'message-without-subject'),
  sends('subject-empty', instead('Subject: '), 'message-without-subject'),
  sends('parts-closed', parts('mixed', '--b1', '', 'Hello', '--b1--')),
  sends('parts-not-closed', parts('mixed', '--b1', '', 'Hello'), 'multipart-malformed'),
  sends('parts-of-another-boundary', parts('mixed', '--b2', '', 'Hello', '--b2--'), 'multipart-malformed'),
  sends(
    'parts-without-boundary',
    message([...header, 'Content-Type: multipart/mixed'], '--b1\r\n\r\nHello\r\n--b1--'),
    'multipart-malformed',
  ),
  sends('file-with-a-name', parts('mixed', '--b1', `${pdf[0]}; name=a.pdf`, pdf[1], '', 'AAAA', '--b1--')),
  sends(
    'file-without-a-name',
    parts('mixed', '--b1', ...pdf, 'Content-Disposition: attachment', '', 'AAAA', '--b1--'),
    'attachment-without-name',
  ),
  sends(
    'image-of-the-text',
    parts('related', '--b1', 'Content-Type: image/png', 'Content-ID: <1@app.example>', '', 'AAAA', '--b1--'),
  ),
  writes('text-in-utf8', 'utf-8', greetings.inUtf8),
  writes('text-in-latin1', 'iso-8859-1', greetings.inLatin1),
  writes('latin1-as-utf8', 'utf-8', greetings.inLatin1, 'charset-mismatch'),
  writes('utf8-as-latin1', 'iso-8859-1', greetings.inUtf8, 'charset-mismatch'),
  writes('utf8-as-ascii', 'us-ascii', greetings.inUtf8, 'charset-mismatch'),
  writes('utf8-undeclared', null, greetings.inUtf8, 'charset-mismatch'),
  sends('nul', message(header, 'Hello\0 Bob'), 'nul-in-message'),
]
