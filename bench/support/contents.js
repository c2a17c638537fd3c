/** Kinds of content that take memory to read, each as a message of about so many bytes. */
const text =
  (type, unit, fields = '') =>
  (bytes) => {
    const head = `Subject: kind\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n${fields}\r\n`
    const block = Buffer.from(unit, type.includes('utf-8') ? 'utf8' : 'latin1')
    return Buffer.concat([Buffer.from(head), Buffer.alloc(bytes - (bytes % block.length), block)])
  }
const parts = (part) => (bytes) =>
  Buffer.from(
    `Subject: kind\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(bytes / part.length)}--b--\r\n`,
  )
const encoded = (encoding) => `Content-Transfer-Encoding: ${encoding}\r\n`

export const contents = {
  lines: text('text/plain', `${'word '.repeat(14)}\r\n`),
  'bare LF': text('text/plain', '\n'),
  'bare CR': text('text/plain', '\r'),
  'one line': text('text/plain', 'x'),
  'short lines': text('text/plain', 'a\r\n'),
  'flowed lines': text('text/plain; format=flowed', `${'word '.repeat(14)} \r\n`),
  'flowed short': text('text/plain; format=flowed; delsp=yes', '> a \r\n'),
  'flowed LF': text('text/plain; format=flowed', '\n'),
  'flowed breaks': text('text/plain; format=flowed', ' \n'),
  Cyrillic: text('text/plain; charset=utf-8', 'слово и ещё слово\r\n'),
  'bad UTF-8': text('text/plain; charset=us-ascii', '\xff'),
  'utf-16': text('text/plain; charset=utf-16', 'a\0\n\0'),
  'iso-2022-jp': text('text/plain; charset=iso-2022-jp', '\x81\xff+ADw-\x1b$B'),
  gb18030: text('text/plain; charset=gb18030', '\x81\xff+ADw-\x1b$B'),
  'base64 file': text(
    'application/octet-stream',
    `${'QUJD'.repeat(19)}\r\n`,
    `${encoded('base64')}Content-Disposition: attachment\r\n`,
  ),
  'base64 text': text('text/plain', `${'QUJD'.repeat(19)}\r\n`, encoded('base64')),
  'base64 of LF': text('text/plain', `${'CgoK'.repeat(19)}\r\n`, encoded('base64')),
  'quoted-printable': text('text/plain; charset=latin1', '=E9=0A\r\n', encoded('quoted-printable')),
  'quoted-printable blanks': text('text/plain', ' ', encoded('quoted-printable')),
  'HTML <b>': text('text/html', '<b>x</b>'),
  'HTML <pre>': (bytes) => text('text/html', '\n')(bytes).fill('<pre>', 78, 83),
  'HTML <br>': text('text/html', '<br>'),
  'HTML <td>': text('text/html', '<td>x'),
  'HTML &#x41;': text('text/html', '&#x41;'),
  'HTML links': text('text/html', '<a href="https://x.test/">x</a>'),
  'HTML Cyrillic': text('text/html; charset=utf-8', '<p>слово'),
  'HTML white space': text('text/html', ' \t\n'),
  'HTML NBSP': text('text/html; charset=latin1', 'x\xa0'),
  'parts without a header': parts('--b\n\n'),
  'small parts': parts('--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'),
  'small files': parts('--b\r\nContent-Disposition: attachment; filename=x\r\n\r\nx\r\n'),
  'header fields': (bytes) =>
    Buffer.from(
      `${Array.from({ length: bytes / 16 }, (_, n) => `X-${n}: y\r\n`).join('')}Subject: kind\r\n\r\nx`,
    ),
  'delivery status': text('message/delivery-status', 'Final-Recipient: x\r\n'),
  'nested messages': (bytes) =>
    Buffer.from('Content-Type: message/rfc822\r\n\r\n'.repeat(bytes / 32) + 'Subject: kind\r\n\r\nx'),
  NUL: (bytes) => Buffer.alloc(bytes),
}
