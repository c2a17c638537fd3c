import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { envelope, greeting, quits } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const goMail = 'MAIL FROM:<a@example.com> BODY=8BITMIME SMTPUTF8'
const delivery = (hello: string, mail: string, message = 'message'): SessionRecord =>
  transcript(
    'relay',
    `${greeting}\nC: ${hello}\nS: 250 fourport | 8BITMIME\n${envelope(message, 'data 300', mail)}\n${quits}`,
  )
const underTls = (hello: string, ciphers: number, mail: string): SessionRecord =>
  transcript(
    'smtps',
    `hello sni=localhost ciphers=${ciphers}\ntls\n${greeting}\nC: ${hello}\nS: 250 fourport | 8BITMIME\n${envelope('message', 'data 300', mail)}\n${quits}`,
  )

/** In clear it gives up after EHLO, as the libraries of several languages do. */
const gaveUp = (hello = 'EHLO localhost'): SessionRecord =>
  transcript('submission', `${greeting}\nC: ${hello}\nS: 250 fourport | STARTTLS\nclose client fin`)
/** Under TLS it refuses the certificate. */
const refused = (ciphers: number): SessionRecord =>
  transcript(
    'submission',
    `${greeting}\nC: EHLO localhost\nS: 250 fourport | STARTTLS\nC: STARTTLS\nS: 220 2.0.0 Go\nhello sni=localhost ciphers=${ciphers}\nalert 42 bad_certificate\nclose client fin`,
  )

const go = delivery('EHLO localhost', goMail)
const goUnderTls = underTls('EHLO localhost', 19, goMail)
const aiosmtplib = delivery('EHLO localhost', 'MAIL FROM:<a@example.com> size=147')
const nobody = delivery('EHLO localhost', 'MAIL FROM:<a@example.com>')
const nobodyLikeGo = transcript(
  'submission',
  `${greeting}\nC: EHLO localhost\nS: 250 fourport | STARTTLS\n${quits}`,
)

const nameOf = (record: SessionRecord, earlier: readonly SessionRecord[]): string | null =>
  diagnose(record, { earlier }).client?.library ?? null

describe('a failing session has its name from an earlier one', () => {
  test.each([
    ['that greeted alike in clear', gaveUp(), [go]],
    ['that greeted alike under TLS, where it came in clear itself', gaveUp(), [goUnderTls]],
    ['that greeted alike over the same TLS', refused(19), [goUnderTls]],
    ['beside one that shows nothing', gaveUp(), [nobodyLikeGo, go, gaveUp()]],
    ['beside another client over another TLS', refused(19), [aiosmtplib, goUnderTls]],
  ])('%s', (_says, record, earlier) => {
    expect(nameOf(record, [])).toBeNull()
    expect(nameOf(record, earlier)).toBe('go')
  })

  test('as likely, with what says so, and with its code', () => {
    const { client, findings } = diagnose(gaveUp(), { earlier: [go] })
    expect(client).toEqual({
      library: 'go',
      label: 'Go net/smtp',
      confidence: 'likely',
      marks: ['the same greeting from the same host as of Go net/smtp on port 25 (relay)'],
    })
    expect(findings).toMatchObject([{ id: 'login-impossible-without-starttls', client }])
    expect(findings[0]?.snippets[0]?.library).toBe('go')
  })
})

describe('it has none', () => {
  test.each([
    ['where nobody greeted so', gaveUp('EHLO client.test'), [go]],
    ['where the greeting was written otherwise', gaveUp('Ehlo localhost'), [go]],
    ['where it came over another TLS', refused(30), [goUnderTls]],
    ['where only one in clear greeted so, and it speaks TLS', refused(19), [go]],
    ['where two clients greeted so', gaveUp(), [go, aiosmtplib]],
    [
      'where another client came from this host, and all is in clear',
      gaveUp(),
      [go, delivery('EHLO vm', 'MAIL FROM:<a@example.com>', 'message mailer=swaks_v20240103.0')],
    ],
    ['where somebody unknown did what this client never does', gaveUp(), [go, nobody]],
    [
      'where somebody delivered without the marks of this client',
      gaveUp('EHLO vm'),
      [delivery('EHLO vm', goMail, 'message mailer=go-mail_v0.6.2'), delivery('EHLO vm', goMail)],
    ],
    [
      'where it does what this client never does',
      transcript(
        'submission',
        `${greeting}\nC: EHLO localhost\nS: 250 fourport | 8BITMIME | STARTTLS\nC: MAIL FROM:<a@b.c>\nS: 530 5.7.0 STARTTLS first\n${quits}`,
      ),
      [go],
    ],
  ])('%s', (_says, record, earlier) => {
    expect(nameOf(record, earlier)).toBeNull()
  })

  test('where nothing failed: a monitor may greet as a client does', () => {
    const probe = transcript(
      'relay',
      `${greeting}\nC: EHLO localhost\nS: 250 fourport\nC: NOOP\nS: 250 OK\n${quits}`,
    )
    expect(diagnose(probe, { earlier: [go] })).toMatchObject({ outcome: 'probe', client: null })
  })
})

test('a monitor stays one, also beside a client that greets alike', () => {
  const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString()
  const visits = [0, 10, 20, 30].map((seconds) =>
    transcript('relay', `${greeting}\nC: EHLO localhost\nS: 250 fourport\n${quits}`, {
      startedAt: at(seconds),
    }),
  )
  const [last, ...earlier] = visits.toReversed()
  expect(diagnose(last!, { earlier: [...earlier, go] })).toMatchObject({ outcome: 'probe', findings: [] })
})
