import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { envelope, greeting, quits, startsOnRelay } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const relay = (hello: string, message: string, mail = 'MAIL FROM:<a@example.com>') =>
  transcript(
    'relay',
    `${greeting}\nC: ${hello}\nS: 250 fourport | SIZE 100\n${envelope(message, 'data 300', mail)}\n${quits}`,
  )

describe('a client is recognised where it shows itself', () => {
  const known = [
    [
      'nodemailer',
      transcript(
        'submission',
        `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | STARTTLS\nC: MAIL FROM:<a@example.com>\nS: 530 5.7.0 STARTTLS first\nclose client fin`,
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
      'smtplib',
      relay('ehlo [127.0.0.1]', 'message', 'mail FROM:<a@example.com> size=3'.replace('FROM', 'from')),
    ],
    ['phpmailer', relay('EHLO vm', 'message mailer=PHPMailer_6.9.3')],
    ['symfony', relay('EHLO [127.0.0.1]', 'message id=0123456789abcdef0123456789abcdef@example.com')],
    ['rails', relay('EHLO localhost.localdomain', 'message id=6a1.2b@vm.mail')],
    [
      'net-smtp',
      transcript(
        'submission',
        `${greeting}\nC: EHLO localhost\nS: 250 fourport | STARTTLS\nC: AUTH PLAIN …\nauth PLAIN before-tls sent\nS: 530 5.7.0 STARTTLS first\nclose client fin`,
      ),
    ],
    ['go', transcript('smtps', 'hello sni=localhost ciphers=19\nalert 42 bad_certificate\nclose client fin')],
    [
      'go',
      transcript(
        'submission',
        `${greeting}\nC: EHLO localhost\nS: 250 fourport | STARTTLS\nC: AUTH PLAIN …\nauth PLAIN before-tls sent\nS: 530 5.7.0 STARTTLS first\nauth-line response\nclose client fin`,
      ),
    ],
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
    `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | STARTTLS\nC: MAIL FROM:<a@b.c>\nS: 530 5.7.0 STARTTLS first\nclose client fin`,
  )
  const [finding] = diagnose(record).findings
  expect(finding?.snippets.map(({ library }) => library)).toEqual(['nodemailer', 'settings'])
  expect(finding?.snippets[0]?.code).toMatchInlineSnapshot(`
    "import { readFileSync } from 'node:fs'
    import nodemailer from 'nodemailer'

    const transport = nodemailer.createTransport({
      host: 'localhost',
      port: 587,
      secure: false, // starts in clear …
      requireTLS: true, // … and insists on STARTTLS
      tls: { ca: readFileSync('/home/user/fourport/certs/ca.pem') },
    })"
  `)
  expect(finding?.snippets[1]?.code).toMatchInlineSnapshot(`
    "host:        localhost
    port:        587
    encryption:  STARTTLS, required
    trusted CA:  /home/user/fourport/certs/ca.pem
    login:       none"
  `)
})

test('a session of verify() on the relay port is a probe, not a client that gave up', () => {
  const record = transcript('relay', `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | SIZE 100\n${quits}`)
  expect(diagnose(record)).toMatchObject({ outcome: 'probe', findings: [] })
})
