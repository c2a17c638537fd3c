import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { decidedFindings, isAtRest, momentOf, silenceEndsMs } from '../../src/diagnosis/open-session.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import {
  logsIn,
  quits,
  sends,
  startsImplicitly,
  startsOnRelay,
  startsOnSubmission,
  startsSecurely,
} from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const refusedMail = 'C: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Must issue a STARTTLS command first'
const wrongPassword =
  'C: AUTH PLAIN …\nauth PLAIN rejected user=user sent\nS: 535 5.7.8 Authentication credentials invalid'
const exposedPassword =
  'C: AUTH PLAIN …\nauth PLAIN before-tls sent\nS: 530 5.7.0 Must issue a STARTTLS command first'

const stands = (record: SessionRecord) => diagnose(record).findings.map(({ id }) => id)
const decided = async (record: SessionRecord) =>
  (await decidedFindings(record, (one) => diagnose(one))).map(({ id }) => id)

describe('of a session that goes on', () => {
  test.each([
    [
      'mail refused in clear may still come under TLS',
      `${startsOnSubmission}\n${refusedMail}`,
      'starttls-not-used',
    ],
    [
      'a refused password may be followed by the right one',
      `${startsSecurely}\n${wrongPassword}`,
      'login-rejected',
    ],
    ['mail without a login may come with one', `${startsSecurely}\n${refusedMail}`, 'login-missing'],
  ])('%s', async (_, text, id) => {
    expect(stands(transcript('submission', text))).toEqual([id])
    expect(await decided(transcript('submission', text))).toEqual([])
    expect(await decided(transcript('submission', `${text}\nclose client fin`))).toEqual([id])
  })

  test('a password in clear stays where it is, whatever comes', async () => {
    const record = transcript('submission', `${startsOnSubmission}\n${exposedPassword}`)
    expect(stands(record)).toEqual(['login-before-starttls', 'credentials-unencrypted'])
    expect(await decided(record)).toEqual(['credentials-unencrypted'])
  })

  test('a ClientHello on a port that starts in clear cannot be unsent', async () => {
    const record = transcript(
      'submission',
      'S: 220 fourport ESMTP\nhello sni=localhost ciphers=59 unexpected',
    )
    expect(await decided(record)).toEqual(['implicit-tls-on-starttls-port'])
  })
})

describe('a session is at rest', () => {
  test.each([
    ['after its mail', `${startsOnRelay}\n${sends}`, true],
    ['after its login', `${startsSecurely}\n${logsIn}`, true],
    ['after RSET', `${startsOnRelay}\n${sends}\nC: RSET\nS: 250 2.0.0 OK`, true],
    ['before its first command', startsImplicitly.split('\n').slice(0, 3).join('\n'), false],
    ['after EHLO', startsOnRelay, false],
    ['within its next mail', `${startsOnRelay}\n${sends}\nC: MAIL FROM:<a@b.test>\nS: 250 2.1.0 OK`, false],
    ['after a command that is not answered yet', `${startsOnRelay}\n${sends}\nC: RSET`, false],
    ['after a refusal', `${startsOnRelay}\n${sends}\nC: NOOP\nS: 500 5.5.1 No`, false],
    ['after QUIT', `${startsOnRelay}\n${sends}\nC: QUIT\nS: 221 2.0.0 Bye`, false],
  ])('%s: %#', (_, text, expected) => {
    expect(isAtRest(transcript('relay', text))).toBe(expected)
  })
})

test('a finding is of the moment when the client did it, not of the beginning or the end of its session', () => {
  const record = transcript(
    'submission',
    `${startsOnSubmission}\nafter 5000\n${refusedMail}\nafter 60000\n${quits}`,
  )
  const [finding] = diagnose(record).findings
  const at = momentOf(finding!, record) - Date.parse(record.startedAt)
  expect(at).toBeGreaterThanOrEqual(5000)
  expect(at).toBeLessThan(60_000)
})

test('only a client that should speak first is found to be silent', () => {
  const silent = transcript('smtps', '')
  expect(silenceEndsMs(silent)).toBeGreaterThan(Date.parse(silent.startedAt))
  expect(silenceEndsMs(transcript('relay', ''))).toBeNull()
  expect(silenceEndsMs(transcript('smtps', startsImplicitly))).toBeNull()
})
