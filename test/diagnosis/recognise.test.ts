import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { envelope, greeting, quits, startsOnRelay } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const relay = (hello: string, message: string, mail = 'MAIL FROM:<a@example.com>') =>
  transcript(
    'relay',
    `${greeting}\nC: ${hello}\nS: 250 fourport | SIZE 100\n${envelope(message, 'data 300', mail)}\n${quits}`,
  )

// As Nodemailer 10 does.
const pipelined = `C: MAIL FROM:<a@example.com>
S: 530 5.7.0 STARTTLS first
C(pipelined): RCPT TO:<b@example.com>
S: 530 5.7.0 STARTTLS first
C(pipelined): DATA
S: 530 5.7.0 STARTTLS first`

describe('a client is recognised where it shows itself', () => {
  const known = [
    [
      'nodemailer',
      transcript(
        'submission',
        `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | PIPELINING | STARTTLS\n${pipelined}\nclose client fin`,
      ),
    ],
    [
      'nodemailer',
      transcript(
        'relay',
        `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport\nC: STARTTLS\nS: 502 5.5.1 no TLS\nclose client fin`,
      ),
    ],
    [
      'nodemailer',
      transcript('submission', `${greeting}\nhello sni=localhost ciphers=59 unexpected\nclose server fin`),
    ],
    [
      'nodemailer',
      transcript('submission', `${greeting}\nhello sni=localhost ciphers=52 unexpected\nclose server fin`),
    ],
    [
      'nodemailer',
      transcript(
        'submission',
        `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | STARTTLS\nC: STARTTLS\nS: 220 2.0.0 Go\nhello sni=localhost ciphers=52\ntls-failed client-closed handshake\nclose client fin`,
      ),
    ],
    [
      'smtplib',
      relay('ehlo [127.0.0.1]', 'message', 'mail FROM:<a@example.com> size=3'.replace('FROM', 'from')),
    ],
    ['phpmailer', relay('EHLO vm', 'message mailer=PHPMailer_6.9.3')],
    ['symfony', relay('EHLO [127.0.0.1]', 'message id=0123456789abcdef0123456789abcdef@example.com')],
    ['rails', relay('EHLO localhost.localdomain', 'message id=6a1.2b@vm.mail')],
    [
      'go',
      transcript(
        'submission',
        `${greeting}\nC: EHLO localhost\nS: 250 fourport | STARTTLS\nC: AUTH PLAIN …\nauth PLAIN before-tls sent\nS: 530 5.7.0 STARTTLS first\nauth-line response\nS: 530 5.7.0 STARTTLS first\n${quits}`,
      ),
    ],
    [
      'go-smtp',
      transcript(
        'submission',
        `${greeting}\nC: EHLO localhost\nS: 250 fourport | STARTTLS\nC: AUTH PLAIN …\nauth PLAIN before-tls sent\nS: 530 5.7.0 STARTTLS first\nauth-line response\nclose client fin`,
      ),
    ],
    [
      'go-mail',
      transcript(
        'smtps',
        `hello sni=localhost ciphers=19\ntls\n${greeting}\nC: EHLO vm\nS: 250 fourport | AUTH PLAIN\nC: AUTH PLAIN …\nauth PLAIN rejected sent\nS: 535 5.7.8 No\nauth-line response\nS: 500 5.5.2 What\n${quits}`,
      ),
    ],
    ['go', relay('EHLO localhost', 'message', 'MAIL FROM:<a@example.com> BODY=8BITMIME SMTPUTF8')],
    ['go-smtp', relay('EHLO localhost', 'message', 'MAIL FROM:<a@example.com> BODY=8BITMIME')],
    [
      'go-simple-mail',
      relay('EHLO localhost', 'message', 'MAIL FROM:<a@example.com> BODY=8BITMIME SMTPUTF8 SIZE=221'),
    ],
    ['mail-send', relay('EHLO vm', 'message id=18eb5e337ccc362e.e56de6d01a51a8d7.81a37ab6ed2a1963@vm')],
    ['aiosmtplib', relay('EHLO localhost', 'message', 'MAIL FROM:<a@example.com> size=147 BODY=8BITMIME')],
    [
      'jakarta-mail',
      transcript(
        'smtps',
        `hello ciphers=31\ntls\n${greeting}\nC: EHLO localhost\nS: 250 fourport | AUTH PLAIN LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nauth-line response\nS: 334 UGFzc3dvcmQ6\nauth-line response\nauth LOGIN rejected sent\nS: 535 5.7.8 No\nclose client fin`,
      ),
    ],
    [
      'jakarta-mail',
      transcript(
        'submission',
        `${greeting}\nC: EHLO localhost\nS: 250 fourport | SIZE 100 | STARTTLS\nC: MAIL FROM:<a@example.com>\nS: 530 5.7.0 STARTTLS first\nC: RSET\nS: 530 5.7.0 STARTTLS first\n${quits}`,
      ),
    ],
    ['vertx-mail', relay('EHLO localhost', 'message id=msg.1795620721094.vertxmail.0@localhost')],
    ['smtplib', relay('ehlo vm.example', 'message', 'mail FROM:<a@example.com> size=3')],
    ['go-mail', relay('EHLO vm', 'message mailer=go-mail_v0.6.2')],
    ['jakarta-mail', relay('EHLO vm', 'message id=1234567.0.1700000000000@vm')],
    ['mailkit', relay('EHLO vm', 'message id=RLJKPHDJDV4U.KQCOPD1NVQLZ2@vm')],
    ['curl', relay('EHLO message.eml', 'message', 'MAIL FROM:<a@example.com> SIZE=140')],
    ['swaks', relay('EHLO vm', 'message mailer=swaks_v20240103.0')],
    ['msmtp', relay('EHLO localhost', 'message', 'MAIL FROM:<a@example.com> SMTPUTF8')],
    ['postfix', transcript('smtps', 'hello ciphers=56\nalert 48 unknown_ca\nclose client fin')],
  ] as const
  test.each(known)('%s', (library, record) => {
    const { client } = diagnose(record)
    expect(client?.library).toBe(library)
    expect(client?.marks.length).toBeGreaterThan(0)
    expect(client?.marks).not.toContain('')
  })
})

describe('a client that shows nothing of its own is not guessed', () => {
  const unknown = [
    [
      "Go's TLS alone",
      transcript('smtps', 'hello sni=localhost ciphers=19\nalert 42 bad_certificate\nclose client fin'),
    ],
    [
      "Java's TLS alone",
      transcript('smtps', 'hello ciphers=31\nalert 46 certificate_unknown\nclose client fin'),
    ],
    [
      "Node's TLS alone",
      transcript('submission', `${greeting}\nhello ciphers=59 unexpected\nclose server fin`),
    ],
    [
      'AUTH PLAIN unoffered under EHLO localhost, as Ruby and emailjs-smtp-client send it',
      transcript(
        'submission',
        `${greeting}\nC: EHLO localhost\nS: 250 fourport | STARTTLS\nC: AUTH PLAIN …\nauth PLAIN before-tls sent\nS: 530 5.7.0 STARTTLS first\nclose client fin`,
      ),
    ],
    [
      'a refused login of net/smtp, or of go-simple-mail, which is a copy of it',
      transcript(
        'smtps',
        `hello sni=localhost ciphers=19\ntls\n${greeting}\nC: EHLO localhost\nS: 250 fourport | AUTH PLAIN\nC: AUTH PLAIN …\nauth PLAIN rejected sent\nS: 535 5.7.8 No\nauth-line response\nS: 500 5.5.2 What\n${quits}`,
      ),
    ],
    [
      "PHP's TLS and EHLO localhost, as PEAR Mail sends it",
      transcript(
        'smtps',
        `hello sni=localhost ciphers=68\ntls\n${greeting}\nC: EHLO localhost\nS: 250 fourport | AUTH PLAIN LOGIN\nC: AUTH LOGIN\nauth LOGIN rejected sent\nS: 535 5.7.8 No\n${quits}`,
      ),
    ],
    [
      'SIZE alone in MAIL, as tcllib sends it',
      relay('EHLO localhost', 'message', 'MAIL FROM:<a@example.com> SIZE=231'),
    ],
    [
      "RSET after a refused MAIL and a host's name, as OpenSMTPD sends it",
      transcript(
        'submission',
        `${greeting}\nC: EHLO vm\nS: 250 fourport | SIZE 100 | STARTTLS\nC: MAIL FROM:<a@example.com>\nS: 530 5.7.0 STARTTLS first\nC: RSET\nS: 530 5.7.0 STARTTLS first\n${quits}`,
      ),
    ],
    ['a plain EHLO', transcript('relay', `${startsOnRelay}\n${envelope('message')}\n${quits}`)],
    [
      "OpenSSL's ciphers alone",
      transcript('smtps', 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin'),
    ],
    [
      'EHLO localhost alone',
      transcript('submission', `${greeting}\nC: EHLO localhost\nS: 250 fourport | STARTTLS\n${quits}`),
    ],
    [
      'a login typed by hand',
      transcript(
        'submission',
        `${greeting}\nC: EHLO desk.test\nS: 250 fourport | STARTTLS\nC: AUTH PLAIN …\nauth PLAIN before-tls sent\nS: 530 5.7.0 STARTTLS first\nclose client fin`,
      ),
    ],
    [
      'the name that Nodemailer, MailKit, Symfony and lettre greet with',
      transcript(
        'submission',
        `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | STARTTLS\nclose client fin`,
      ),
    ],
    [
      'ehlo in lower case under the full name of a host, and no QUIT, as emailjs sends it',
      transcript('relay', `${greeting}\nC: ehlo desk.client.test\nS: 250 fourport\nclose client fin`),
    ],
    [
      "Nodemailer's name and a MAIL by itself, as Nodemailer 9 and smtp-client send it",
      transcript(
        'submission',
        `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | STARTTLS\nC: MAIL FROM:<a@example.com>\nS: 530 5.7.0 STARTTLS first\nclose client fin`,
      ),
    ],
    [
      "Nodemailer's name on Node's TLS without a server name, as smtp-client sends it",
      transcript(
        'submission',
        `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | STARTTLS\nC: STARTTLS\nS: 220 2.0.0 Go\nhello ciphers=52\ntls-failed client-closed handshake\nclose client fin`,
      ),
    ],
    [
      'a script that sends user and password blindly',
      transcript(
        'relay',
        `${greeting}\nC: EHLO localhost\nS: 250 fourport\nC: AUTH LOGIN\nauth LOGIN not-offered\nS: 502 5.5.1 no AUTH\nauth-line response\nS: 500 5.5.2 what\nauth-line response\nS: 500 5.5.2 what\nclose client fin`,
      ),
    ],
    [
      'a client in lower case that mixes cases in MAIL',
      relay('ehlo vm', 'message', 'mail FROM:<a@example.com>'),
    ],
  ] as const
  test.each(unknown)('%s', (_says, record) => {
    expect(diagnose(record).client).toBeNull()
  })
})

test('the fix comes in the language of the client, then in plain words', () => {
  const record = transcript(
    'submission',
    `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | PIPELINING | STARTTLS\n${pipelined}\nclose client fin`,
  )
  const [finding] = diagnose(record).findings
  expect(finding?.snippets.map(({ library }) => library)).toEqual(['nodemailer', 'settings'])
  expect(finding?.snippets[0]?.code).toMatchInlineSnapshot(`
    "import { readFileSync } from 'node:fs'
    import nodemailer from 'nodemailer'

    const transport = nodemailer.createTransport({
      host: 'localhost',
      port: 587,
      secure: false, // starts unencrypted …
      requireTLS: true, // … and insists on STARTTLS
      tls: { ca: readFileSync('/home/user/fourport/certs/ca.pem') },
    })
    // If you log in, keep that, such as:
    //   auth: { user: 'user', pass: process.env.SMTP_PASS },"
  `)
  expect(finding?.snippets[1]?.code).toMatchInlineSnapshot(`
    "host:        localhost
    port:        587
    encryption:  STARTTLS, required
    trusted CA:  /home/user/fourport/certs/ca.pem
    login:       as it is now"
  `)
})

test('a session of verify() on the relay port is a probe, not a client that gave up', () => {
  const record = transcript(
    'relay',
    `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | SIZE 26214400\n${quits}`,
  )
  expect(diagnose(record)).toMatchObject({ outcome: 'probe', findings: [] })
})
