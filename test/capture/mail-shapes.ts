import type { SendMailOptions } from 'nodemailer'
import { lines } from './build-mail.ts'

const attachments = [{ filename: 'a.pdf', content: Buffer.alloc(3_000, 1) }]
const html = '<p>Hello <b>HTML</b></p>'

/** Mails as a library writes them. */
export const mails: Readonly<Record<string, SendMailOptions>> = {
  ascii: { text: 'Hello there\n\nsecond line  \n' },
  'quoted-printable': {
    text: 'Grüße, und eine sehr lange Zeile, die umgebrochen werden muss, weil sie so lang ist = 100 %\nzwei',
  },
  base64: { text: '你好,世界。'.repeat(40), encoding: 'base64' },
  alternative: { text: 'Hello text ä', html },
  attachment: { text: 'Hello text', attachments },
  'alternative, attachment': { text: 'Hello text', html, attachments },
  'inline image': {
    text: 'Hello text',
    html: '<img src="cid:x@x">',
    attachments: [{ filename: 'x.png', content: 'x', cid: 'x@x' }],
  },
  calendar: { text: 'Hello text', html, icalEvent: { content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' } },
  'text attachment': {
    text: 'Hello text',
    attachments: [{ filename: 'a.txt', content: 'in the attachment' }],
  },
  'a mail inside': {
    text: 'Hello text',
    attachments: [
      {
        filename: 'original.eml',
        contentType: 'message/rfc822',
        content: 'Subject: Original\r\nContent-Type: text/html\r\n\r\n<p>Original text</p>\r\n',
      },
    ],
  },
  'dots and blanks': { text: '.\n..\n \n  x\t\n\n\n' },
}

/** Mails written by hand, each odd in its own way. */
export const shapes: readonly (readonly [name: string, raw: Buffer])[] = [
  ['no header', lines('', 'text', '')],
  ['no body', lines('Subject: s', '', '')],
  ['Bcc', lines('Bcc: =?utf-8?q?G=C3=A4ste?= <a@b.test>,', '  c@d.test', '', 'text', '')],
  ['an empty Bcc', lines('Bcc: ', '', 'text', '')],
  ['no MIME', lines('Subject: s', '', 'text', 'more', '')],
  ['bare line feeds', Buffer.from('Subject: s\n\ntext\nmore\n')],
  ['Latin-1', lines('Content-Type: text/plain; charset=iso-8859-1', '', 'K\xe4se')],
  ['invalid UTF-8', lines('Content-Type: text/plain; charset=utf-8', '', 'K\xe4se')],
  ['format=flowed', lines('Content-Type: text/plain; format=flowed', '', 'one ', 'two')],
  ['HTML alone', lines('Content-Type: text/html', '', '<p>x</p>')],
  ['a name', lines('Content-Type: text/plain; name=x.txt', '', 'text')],
  ['a disposition', lines('Content-Type: text/plain', 'Content-Disposition: inline', '', 'text')],
  ['an attachment', lines('Content-Type: text/plain', 'Content-Disposition: attachment', '', 'text')],
  ['two types', lines('Content-Type: text/html', 'Content-Type: text/plain', '', 'text')],
  [
    'preamble and epilogue',
    lines(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      'pre',
      '--b',
      '',
      'one',
      '--b',
      '',
      'two',
      '--b--',
      'post',
    ),
  ],
  ['no closing delimiter', lines('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'one')],
  [
    'a delimiter that another begins with',
    lines(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: multipart/mixed; boundary=bb',
      '',
      '--bb',
      '',
      'one',
      '--bb--',
      '--b--',
    ),
  ],
  [
    'HTML beside text',
    lines(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'one',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>two',
      '--b--',
    ),
  ],
  [
    'an empty part',
    lines('Content-Type: multipart/mixed; boundary=b', '', '--b', '', '', '--b', '', 'two', '', '--b--'),
  ],
  [
    'a mail inside',
    lines(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'one',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: x',
      '',
      'two',
      '--b--',
    ),
  ],
  ['bad base64', lines('Content-Transfer-Encoding: base64', '', 'SGVsbG8*')],
  ['base64 with padding inside', lines('Content-Transfer-Encoding: base64', '', 'SGVsbA==', 'SGVsbA==')],
  ['bad quoted-printable', lines('Content-Transfer-Encoding: quoted-printable', '', 'a=ZZ =', 'b =3D')],
  ['8-bit in quoted-printable', lines('Content-Transfer-Encoding: quoted-printable', '', '\xc3\xa4 =C3=A4')],
  ['binary', lines('Content-Transfer-Encoding: binary', '', 'text')],
  ['a BOM', lines('Content-Type: text/plain; charset=utf-8', '', '\xef\xbb\xbftext')],
  ['NUL and lone CR', lines('', 'a\0b\rc')],
]
