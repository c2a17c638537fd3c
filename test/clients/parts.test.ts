import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, describe, expect, test } from 'vitest'
import { type Finding, startServer } from '../../src/index.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { runProcess } from '../support/clients/run-process.ts'
import { type ProgramName, whyNot } from '../support/programs/programs.ts'

const certs = mkdtempSync(join(tmpdir(), 'fourport-parts-'))
afterAll(() => rmSync(certs, { recursive: true, force: true }))

/** A program that sends to a port without TLS. */
interface Sender {
  readonly needs: ProgramName | null
  send(port: number): Promise<string>
}

const python = (lines: string): Sender => ({
  needs: 'python',
  send: async (port) => {
    const code = `import smtplib
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.mime.application import MIMEApplication
from email.utils import formatdate, make_msgid
fields = {'From': 'ann@app.example', 'To': 'bob@app.example', 'Subject': 'Hello', 'Date': formatdate(), 'Message-ID': make_msgid(domain='app.example')}
def with_fields(message):
    for name, value in fields.items():
        message[name] = value
    return message
header = ''.join(f'{name}: {value}\\r\\n' for name, value in fields.items())
smtp = smtplib.SMTP('127.0.0.1', ${port})
send = lambda content: smtp.sendmail('ann@app.example', ['bob@app.example'], content, ['BODY=8BITMIME'])
${lines}
smtp.quit()
`
    return (await runProcess('python3', ['-c', code], { limitMs: 30_000 })).output
  },
})

const phpmailer = (lines: string): Sender => ({
  needs: 'phpmailer',
  send: async (port) => {
    const code = `require '/usr/share/php/libphp-phpmailer/autoload.php';
$mail = new PHPMailer\\PHPMailer\\PHPMailer(true);
$mail->isSMTP();
$mail->Host = '127.0.0.1';
$mail->Port = ${port};
$mail->SMTPAutoTLS = false;
$mail->setFrom('ann@app.example');
$mail->addAddress('bob@app.example');
$mail->Subject = 'Hello';
${lines}
$mail->send();`
    return (await runProcess('php', ['-r', code], { limitMs: 30_000 })).output
  },
})

const nodemailer = (content: object): Sender => ({
  needs: null,
  send: async (port) => {
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
    const mail = { from: 'ann@app.example', to: 'bob@app.example', subject: 'Hello', ...content }
    await transport.sendMail({ ...mail, envelope: { from: 'ann@app.example', to: 'bob@app.example' } })
    transport.close()
    return ''
  },
})

const ruby = (lines: string): Sender => ({
  needs: 'ruby-mail',
  send: async (port) => {
    const code = `require 'mail'
mail = Mail.new(charset: 'UTF-8', from: 'ann@app.example', to: 'bob@app.example', subject: 'Hello')
mail.delivery_method :smtp, address: '127.0.0.1', port: ${port}, enable_starttls_auto: false
${lines}
mail.deliver!`
    return (await runProcess('ruby', ['-e', code], { limitMs: 30_000 })).output
  },
})

const command = (needs: ProgramName, args: (port: number) => readonly string[]): Sender => ({
  needs,
  send: async (port) => (await runProcess(needs, args(port), { limitMs: 30_000 })).output,
})

const swaks = (...args: readonly string[]): Sender =>
  command('swaks', (port) => [
    '--server=127.0.0.1',
    `--port=${port}`,
    '--from=ann@app.example',
    '--to=bob@app.example',
    ...args,
  ])

const curl = (...args: readonly string[]): Sender =>
  command('curl', (port) => [
    '-sS',
    `smtp://127.0.0.1:${port}/app.example`,
    '--mail-from',
    'ann@app.example',
    '--mail-rcpt',
    'bob@app.example',
    '-HFrom: ann@app.example',
    '-HSubject: Hello',
    ...args,
  ])

const fields = [
  'From: ann@app.example',
  'To: bob@app.example',
  'Subject: Hello',
  'Date: Tue, 14 Nov 2023 22:13:20 +0000',
  'Message-ID: <1@app.example>',
  'MIME-Version: 1.0',
].join('\r\n')
const alternative = `${fields}\r\nContent-Type: multipart/alternative; boundary=b1\r\n\r\n--b1\r\n\r\nHello\r\n`

const isMissing = ({ needs }: Sender): boolean => needs !== null && whyNot(needs) !== null

async function findingsOf({ send }: Sender): Promise<readonly Finding[]> {
  await using server = await startServer({ certs })
  const output = await send(server.ports.relay.port)
  expect(await server.messages(), output).toHaveLength(1)
  const [session] = await endedSessions(server)
  const { findings } = await server.verdict(session!)
  return findings.filter(({ id }) => ours.has(id))
}

/** Others say what a program leaves out of its header. */
const ours = new Set([
  'multipart-malformed',
  'charset-mismatch',
  'attachment-without-name',
  'mixed-line-ends',
  'nul-in-message',
])

describe('what is wrong with the parts of a message', () => {
  const wrong: readonly (readonly [string, Sender, string, string, RegExp])[] = [
    [
      'a file that Python attaches without a name',
      python(`message = with_fields(MIMEMultipart())
message.attach(MIMEText('Grüße', 'plain', 'utf-8'))
message.attach(MIMEApplication(b'%PDF', 'pdf'))
smtp.send_message(message)`),
      'attachment-without-name',
      'Part 2 (application/pdf) is an attachment without a file name.',
      /filename='report\.pdf'/,
    ],
    [
      'the same of add_attachment()',
      python(`message = with_fields(EmailMessage())
message.set_content('Hello')
message.add_attachment('a;b', subtype='csv')
smtp.send_message(message)`),
      'attachment-without-name',
      'Part 2 (text/csv) is an attachment without a file name.',
      /filename='report\.pdf'/,
    ],
    [
      'text that Python sends as bytes',
      python(`send((header + '\\r\\nGrüße\\r\\n').encode())`),
      'charset-mismatch',
      'The text holds bytes above 127, and there is no Content-Type.',
      /set_content\(text\)/,
    ],
    [
      'text in Latin-1 that Python calls utf-8',
      python(
        `send((header + 'Content-Type: text/plain; charset=utf-8\\r\\n\\r\\nGrüße\\r\\n').encode('latin-1'))`,
      ),
      'charset-mismatch',
      'The text is declared as utf-8, and its bytes are not UTF-8.',
      /Decode the text from its own charset/,
    ],
    [
      'text in UTF-8 in PHPMailer as it comes',
      phpmailer(`$mail->Body = 'Grüße für Jörg';`),
      'charset-mismatch',
      'The text is declared as iso-8859-1, and its bytes are UTF-8.',
      /CHARSET_UTF8/,
    ],
    [
      'HTML in UTF-8 in PHPMailer as it comes, as quoted-printable',
      phpmailer(
        `$mail->isHTML(); $mail->Encoding = 'quoted-printable'; $mail->Body = '<p>Grüße'; $mail->AltBody = 'Hello';`,
      ),
      'charset-mismatch',
      'The text of part 2 is declared as iso-8859-1, and its bytes are UTF-8.',
      /CHARSET_UTF8/,
    ],
    [
      'a multipart that Nodemailer is given without its end',
      nodemailer({ raw: alternative }),
      'multipart-malformed',
      'The message is multipart/alternative, and its last boundary line, with two hyphens at its end, is missing.',
      /in place of `raw`/,
    ],
    [
      'a Content-Type of Nodemailer without its boundary',
      nodemailer({ raw: `${alternative}--b1--\r\n`.replace('; boundary=b1', '') }),
      'multipart-malformed',
      'The message is multipart/alternative, and its Content-Type has no boundary.',
      /in place of `raw`/,
    ],
    [
      'text of swaks in UTF-8',
      swaks('--body', 'Grüße'),
      'charset-mismatch',
      'The text holds bytes above 127, and there is no Content-Type.',
      /charset=utf-8/,
    ],
    [
      'a file of swaks without a name',
      swaks('--attach-type', 'application/pdf', '--attach', '%PDF'),
      'attachment-without-name',
      'Part 2 (application/pdf) is an attachment without a file name.',
      /--attach-name report\.pdf/,
    ],
  ]
  for (const [what, sender, id, saw, fix] of wrong)
    test.skipIf(isMissing(sender))(what, async () => {
      const findings = await findingsOf(sender)
      expect(findings).toMatchObject([{ id, saw, fix: expect.stringMatching(fix) }])
    })
})

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe('what is right with them', () => {
  const right: readonly (readonly [string, Sender])[] = [
    [
      'all that Python has',
      python(`message = with_fields(EmailMessage())
message.set_content('Grüße')
message.add_alternative('<p>Grüße <img src="cid:1@app.example">', subtype='html')
message.get_payload()[1].add_related(b'PNG', 'image', 'png', cid='<1@app.example>')
message.add_attachment(b'%PDF', maintype='application', subtype='pdf', filename='Übersicht.pdf')
forwarded = with_fields(EmailMessage())
forwarded.set_content('Grüße', charset='iso-8859-1')
message.add_attachment(forwarded)
smtp.send_message(message)`),
    ],
    [
      'Latin-1 that Python declares',
      python(`message = with_fields(EmailMessage())
message.set_content('Grüße für Jörg', charset='iso-8859-1', cte='8bit')
smtp.send_message(message, mail_options=['BODY=8BITMIME'])`),
    ],
    [
      'several charsets of Python',
      python(`message = with_fields(MIMEMultipart('alternative'))
for charset in ['utf-8', 'iso-8859-15', 'cp1252', 'utf-16', 'utf-7']:
    message.attach(MIMEText('Grüße für Jörg', 'plain', charset))
message.attach(MIMEText('こんにちは', 'plain', 'iso-2022-jp'))
message.attach(MIMEText('Привет', 'plain', 'koi8-r'))
smtp.send_message(message)`),
    ],
    [
      'PHPMailer with its charset set',
      phpmailer(`$mail->CharSet = 'UTF-8'; $mail->isHTML(); $mail->Body = '<p>Grüße <img src="cid:1">'; $mail->AltBody = 'Grüße';
$mail->addStringEmbeddedImage(base64_decode('${pixel}'), '1', '', 'base64', 'image/png');
$mail->addStringAttachment('%PDF', 'Übersicht.pdf');`),
    ],
    [
      'PHPMailer with text in its charset',
      phpmailer(`$mail->Body = mb_convert_encoding('Grüße für Jörg: STRAßE «CAFÉ»', 'ISO-8859-1', 'UTF-8');`),
    ],
    [
      'all that Nodemailer has',
      nodemailer({
        text: 'Grüße',
        html: '<p>Grüße <img src="cid:1@app.example">',
        amp: '<!doctype html><html ⚡4email>',
        icalEvent: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' },
        list: { unsubscribe: 'https://app.example/' },
        attachments: [
          { cid: '1@app.example', content: Buffer.from(pixel, 'base64'), contentType: 'image/png' },
          {
            cid: '1@app.example',
            content: Buffer.from(pixel, 'base64'),
            contentType: 'image/png',
            filename: false,
          },
          { content: 'a;b' },
          { filename: 'Übersicht über alles, was es hier so gibt, und noch mehr.pdf', content: '%PDF' },
          { contentType: 'message/rfc822', content: Buffer.from(alternative) },
        ],
      }),
    ],
    [
      'a long message of Nodemailer',
      nodemailer({
        text: 'Grüße. '.repeat(40_000),
        attachments: [{ filename: 'a', content: Buffer.alloc(300_000) }],
      }),
    ],
    ['a message of Nodemailer in base64', nodemailer({ text: 'ü'.repeat(30_000), textEncoding: 'base64' })],
    [
      "what Ruby's mail makes",
      ruby(`mail.text_part = Mail::Part.new { content_type 'text/plain; charset=UTF-8'; body 'Grüße' }
mail.html_part = Mail::Part.new { content_type 'text/html; charset=UTF-8'; body '<p>Grüße' }
mail.attachments['Übersicht.pdf'] = '%PDF'`),
    ],
    [
      'what swaks makes of a text and a file with a name',
      swaks('--attach-type', 'application/pdf', '--attach-name', 'a.pdf', '--attach', '%PDF'),
    ],
    [
      'what curl makes of a form',
      curl('-F', '=Hello;type=text/plain', '-F', 'file=@package.json;type=application/json;encoder=base64'),
    ],
  ]
  for (const [what, sender] of right)
    test.skipIf(isMissing(sender))(what, async () => {
      expect(await findingsOf(sender)).toEqual([])
    })
})
