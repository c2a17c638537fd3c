import { expect, test } from 'vitest'
import { judge } from '../../src/diagnosis/diagnose.ts'
import { readFacts } from '../../src/diagnosis/facts.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { greeting, offersTls, quits, sends, startsOnRelay } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const fixOf = (record: SessionRecord, library: string | null): string | undefined => {
  const client =
    library === null ? null : { library, label: library, confidence: 'likely' as const, marks: [] }
  return judge(readFacts(record), { client, earlierClient: null, stack: null }).findings[0]?.fix
}

const silent = (port: number): SessionRecord =>
  transcript('smtps', 'after 5000\nclose client fin', { port: { port } })

test('plaintext on implicit TLS at another number than 465: some clients know it by the number alone', () => {
  expect(fixOf(silent(10_465), null)).toMatch(/Alertmanager before 0\.31.*`fourport --port smtps=465`/)
  expect(fixOf(silent(10_465), 'nodemailer')).toContain(
    'Without `secure: true`, Nodemailer uses implicit TLS on port 465 only.',
  )
  expect(fixOf(silent(10_465), 'symfony')).toContain('MAIL_SCHEME=smtps')
})

test('nothing of that is said of 465, nor of a client that asks for TLS outright', () => {
  for (const fix of [fixOf(silent(465), null), fixOf(silent(10_465), 'smtplib')])
    expect(fix).not.toMatch(/alone/)
})

const refusesCa = 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin'

test('a CA that is refused under STARTTLS: the library may have taken TLS unasked, and this stops it', () => {
  const underStarttls = transcript('submission', `${offersTls}\n${refusesCa}`)
  expect(fixOf(underStarttls, 'nodemailer')).toMatch(
    /`ignoreTLS: true`, and a port without TLS, because port 587 requires it\.$/,
  )
  expect(fixOf(underStarttls, 'phpmailer')).toContain('SMTPAutoTLS = false')
  expect(fixOf(underStarttls, null)).toContain('Nodemailer: `ignoreTLS: true`')
})

test('nothing of that is said where TLS came first, nor of a library that starts it only when told', () => {
  expect(fixOf(transcript('smtps', refusesCa), 'nodemailer')).not.toContain('ignoreTLS')
  expect(fixOf(transcript('submission', `${offersTls}\n${refusesCa}`), 'smtplib')).not.toContain(
    'meant to use no TLS',
  )
})

test('STARTTLS on a port that does not offer it, and the mail in plaintext: the setting of the library is named', () => {
  const opportunistic = transcript(
    'relay',
    `${startsOnRelay}\nC: STARTTLS\nS: 502 5.5.1 No\n${sends}\n${quits}`,
  )
  expect(fixOf(opportunistic, 'nodemailer')).toContain('by `ignoreTLS: true`')
  const insists = transcript(
    'relay',
    `${greeting}\nC: EHLO a\nS: 250 fourport\nC: STARTTLS\nS: 502 5.5.1 No\n${quits}`,
  )
  expect(fixOf(insists, 'nodemailer')).not.toContain('ignoreTLS')
})
