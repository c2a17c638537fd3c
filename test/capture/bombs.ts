/** Messages made to hurt a parser; each name says how. Sizes are what the default SIZE limit would let in, and then some. */

const text = (body: string, type = 'text/plain', extra = ''): Buffer =>
  Buffer.from(`Subject: bomb\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n${extra}\r\n${body}`, 'latin1')

const header = (lines: string): Buffer => Buffer.from(`${lines}\r\nSubject: bomb\r\n\r\nx`, 'latin1')

const multipart = (body: string, boundary = 'b'): Buffer =>
  text(body, `multipart/mixed; boundary="${boundary}"`)

function nested(depth: number): Buffer {
  let body = ''
  for (let level = 1; level < depth; level++) {
    body += `--b${level - 1}\r\nContent-Type: multipart/mixed; boundary="b${level}"\r\n\r\n`
  }
  return multipart(`${body}--b${depth - 1}\r\n\r\nin here\r\n`, 'b0')
}

const siblings = (count: number, part = '--b\r\n\r\nx\r\n'): Buffer =>
  multipart(`${part.repeat(count)}--b--\r\n`)

function forwarded(depth: number): Buffer {
  return Buffer.from(
    'Content-Type: message/rfc822\r\nContent-Disposition: inline\r\n\r\n'.repeat(depth) +
      'Subject: inner\r\n\r\nx',
  )
}

const times = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join('')

const mebibyte = 1024 * 1024
const html = (body: string): Buffer => text(body, 'text/html; charset=utf-8')

export const bombs: Readonly<Record<string, () => Buffer>> = {
  'multipart nested 100': () => nested(100),
  'multipart nested 10,000': () => nested(10_000),
  '900 siblings': () => siblings(900),
  '100,000 siblings': () => siblings(100_000),
  '1,400,000 siblings': () => siblings(1_400_000, '--b\n\n'),
  '900 text parts': () => siblings(900, `--b\r\nContent-Type: text/plain\r\n\r\n${'word '.repeat(200)}\r\n`),
  '900 html parts': () =>
    siblings(900, `--b\r\nContent-Type: text/html\r\n\r\n${'<b>x</b>'.repeat(120)}\r\n`),
  '900 attachments': () =>
    siblings(900, `--b\r\nContent-Disposition: attachment; filename=x\r\n\r\n${'x'.repeat(1_000)}\r\n`),
  'rfc822 nested 100': () => forwarded(100),
  'rfc822 nested 5,000': () => forwarded(5_000),
  'boundary of 700 kB': () => multipart(`--${'b'.repeat(700_000)}\r\n\r\nx\r\n`, 'b'.repeat(700_000)),
  'boundary look-alikes': () => multipart(`--b\r\n\r\n${'--bx\r\n--b-\r\n--'.repeat(100_000)}`),
  'one header of 900 kB': () => header(`X-Long: ${'x'.repeat(900_000)}`),
  '90,000 header lines': () => header(times(90_000, (n) => `X-${n}: y\r\n`).trimEnd()),
  '20,000 header lines': () => header(times(20_000, (n) => `X-${n}: y\r\n`).trimEnd()),
  'one header folded 300,000 times': () => header(`X-Folded: a${'\r\n a'.repeat(200_000)}`),
  '900 kB without a colon': () => header(`${'x'.repeat(70)}\r\n`.repeat(12_000).trimEnd()),
  '5 MiB of header': () => header(times(70_000, (n) => `X-Number-${n}: ${'y'.repeat(60)}\r\n`).trimEnd()),
  '900 kB of addresses': () => header(`To: ${'a@b.test, '.repeat(90_000)}c@d.test`),
  ...Object.fromEntries(
    ['(', '"', '<', '@', 'g:', ';', ',', '\\', '(\\', '<a@b>', '"a" <', '=?'].map((token) => [
      `900 kB of ${token} in To`,
      () => header(`To: ${token.repeat(900_000 / token.length)}`),
    ]),
  ),
  '100,000 encoded words': () => header(`X-Words: ${'=?utf-8?B?w6k=?= '.repeat(50_000)}`),
  'encoded words in the subject': () => Buffer.from(`Subject: ${'=?utf-8?Q?=C3?= '.repeat(60_000)}\r\n\r\nx`),
  'encoded words of 40 charsets': () =>
    header(`X-Words: ${'=?iso-2022-jp?B?GyRCJDMbKEI=?= =?gb18030?Q?=81?= '.repeat(20_000)}`),
  'open encoded word': () => header(`X-Words: ${'=?utf-8?Q?'.repeat(90_000)}`),
  'RFC 2231 x 30,000': () => text('x', `text/plain; ${times(30_000, (n) => `name*${n}=a;\r\n `)} x=y`),
  'content type of 30,000 parameters': () =>
    text('x', `text/plain; ${times(30_000, (n) => `p${n}="a\\"b";\r\n `)} x=y`),
  ...Object.fromEntries(
    [
      'utf-7',
      'iso-2022-jp',
      'utf-16',
      'utf-32',
      'gb18030',
      'big5',
      'x-unknown',
      '__proto__',
      'constructor',
    ].map((charset) => [
      `1 MiB in charset ${charset}`,
      () => text('\x81\xff+ADw-\x1b$B'.repeat(mebibyte / 10), `text/plain; charset=${charset}`),
    ]),
  ),
  'base64 garbage': () =>
    text('=*%&\xff'.repeat(mebibyte / 4), 'text/plain', 'Content-Transfer-Encoding: base64\r\n'),
  'base64 of one line': () =>
    text('QUJD'.repeat(mebibyte), 'text/plain', 'Content-Transfer-Encoding: base64\r\n'),
  'quoted-printable garbage': () =>
    text(
      '=G=\x3d=4 \t='.repeat(mebibyte / 4),
      'text/plain',
      'Content-Transfer-Encoding: quoted-printable\r\n',
    ),
  'quoted-printable blanks': () =>
    text(' '.repeat(2 * mebibyte), 'text/plain', 'Content-Transfer-Encoding: quoted-printable\r\n'),
  'format=flowed': () => text('> a \r\n'.repeat(300_000), 'text/plain; format=flowed; delsp=yes'),
  uuencode: () => text('M'.repeat(mebibyte), 'text/plain', 'Content-Transfer-Encoding: x-uuencode\r\n'),
  'html <b>x</b>': () => html('<b>x</b>'.repeat((2 * mebibyte) / 8)),
  'html flat table': () => html(`<table>${'<td>x'.repeat(mebibyte)}`),
  'html nested': () => html('<div>'.repeat(mebibyte)),
  'html nested lists': () => html('<ul><li>'.repeat(mebibyte / 2)),
  'html open tags': () => html('<a href="'.repeat(mebibyte / 2)),
  'html open comments': () => html('<!--'.repeat(mebibyte)),
  'html <': () => html('<'.repeat(2 * mebibyte)),
  'html &': () => html('&'.repeat(2 * mebibyte)),
  'html &#x': () => html('&#x41;'.repeat(mebibyte)),
  'html <script': () => html('<script>'.repeat(mebibyte / 2)),
  'html <title': () => html('<title></title'.repeat(mebibyte / 4)),
  'html links': () => html('<a href="https://x.test/">x</a>'.repeat(mebibyte / 8)),
  'html href=': () => html(`<a ${'href= '.repeat(mebibyte / 2)}>`),
  'html attributes': () => html(`<p ${'a="b" '.repeat(mebibyte / 2)}>`),
  'html white space': () => html(' \t\n'.repeat(mebibyte)),
  'html bad UTF-8': () => html('\xff'.repeat(2 * mebibyte)),
  'html cid': () => html('<img src="cid:a.b+c">'.repeat(50_000)),
  'text http run': () => text('http://'.repeat(mebibyte / 2)),
  'text @': () => text('a@'.repeat(mebibyte)),
  'text digits': () => text('123456 '.repeat(mebibyte / 2)),
  'text codes': () => text('code '.repeat(mebibyte / 2)),
  'text dots': () => text('xn--a.'.repeat(mebibyte / 2)),
  'text (': () => text('https://x.test/((('.repeat(mebibyte / 8) + ')'.repeat(mebibyte)),
  'text one line': () => text('x'.repeat(2 * mebibyte)),
  'text line ends': () => text('\r\n'.repeat(2 * mebibyte)),
  'text bare CR': () => text('\r'.repeat(2 * mebibyte)),
  'delivery status': () => text('Final-Recipient: x\r\n'.repeat(50_000), 'message/delivery-status'),
  'attachment of 700,000 lines': () =>
    text(
      'QUJD\r\n'.repeat(700_000),
      'application/octet-stream',
      'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n',
    ),
  NUL: () => Buffer.alloc(mebibyte),
  empty: () => Buffer.alloc(0),
}
