import { expect, test } from 'vitest'
import { diagnose, type DiagnosisContext } from '../../src/diagnosis/diagnose.ts'
import { explainFailedWait, type FailedWait } from '../../src/diagnosis/failed-wait.ts'
import { quits, sends, startsOnRelay, startsOnSubmission } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const inWords = (failed: FailedWait, context: DiagnosisContext = {}): Promise<string> =>
  explainFailedWait(failed, (session) => diagnose(session, context))

const expected = 'a message to "reader@example.com"'
const refused = transcript(
  'submission',
  `${startsOnSubmission}\nC: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Must issue a STARTTLS command first\n${quits}`,
)
const sent = transcript('relay', `${startsOnRelay}\n${sends}\n${quits}`, { id: 'session-2' })

test('nothing came and nobody connected', async () => {
  expect(await inWords({ expected, waitedMs: 250, nearMisses: [], sessions: [] })).toMatchInlineSnapshot(`
    "Waited 250 ms for a message to "reader@example.com".
    No message came.
    No client connected in that time."
  `)
})

test('a fix names the port to use instead by its real number, where the server tells its ports', async () => {
  const ports = [{ ...sent.port, name: 'smtps', profile: 'smtps', port: 40465, tls: 'implicit' }] as const
  const words = await inWords({ expected, waitedMs: 1, nearMisses: [], sessions: [refused] }, { ports })
  expect(words).toContain('or use port 40465 (implicit TLS)')
})

test('the session with a finding comes first, with the lines to write', async () => {
  const nearMiss = {
    message: { id: 'm1', origin: { profile: 'relay' } },
    subject: 'Hi',
    differs: ['to: expected "a", got "b"'],
  }
  const words = await inWords(
    {
      expected,
      waitedMs: 5000,
      nearMisses: [nearMiss],
      sessions: [refused, sent],
    },
    { docs: 'http://localhost:8025/docs/findings' },
  )
  expect(words).toMatchInlineSnapshot(`
    "Waited 5 s for a message to "reader@example.com".
    1 came that does not match:
      m1 "Hi" on the relay port
        to: expected "a", got "b"
    Sessions in that time: 2.
      port 587 (submission): Unencrypted mail where STARTTLS is required
        The EHLO answer offered STARTTLS, then "MAIL FROM:<a@example.com>" came unencrypted and got 530 5.7.0.
        This port accepts mail under TLS only (RFC 3207 §4).
        Fix: Set the client to STARTTLS on port 587, and make it insist on TLS; or use the port for implicit TLS (usually 465).
          host:        localhost
          port:        587
          encryption:  STARTTLS, required
          trusted CA:  /home/user/fourport/certs/ca.pem
          login:       as it is now
        http://localhost:8025/docs/findings#starttls-not-used
      port 25 (relay): 1 message, no TLS, no login"
  `)
})

test('sessions shortly before are told where those of the wait explain nothing', async () => {
  const words = { expected, waitedMs: 1, nearMisses: [], earlierSessions: [refused] }
  expect(await inWords({ ...words, sessions: [sent] })).toContain('Sessions shortly before: 1.')
  const other = transcript('smtps', 'after 3000\nclose client fin', { id: 'session-3' })
  expect(await inWords({ ...words, sessions: [other] })).not.toContain('shortly before')
})

test('a client that is still waiting for a greeting is found by the time it has waited', async () => {
  const open = transcript('smtps', '')
  const now = Date.parse(open.startedAt) + 2000
  const words = await inWords({ expected, waitedMs: 2000, nearMisses: [], sessions: [open] }, { now })
  expect(words).toContain('sent nothing for 2 s')
  expect(words).toMatch(/\n {4}\/.*\/docs\/findings\.md#plaintext-on-implicit-tls-port$/)
})

test('control characters of a hostile peer never reach the terminal', async () => {
  const hostile = {
    message: { id: 'm1', origin: { profile: 'relay' } },
    subject: '\u001b[2Jgone\u202e',
    differs: ['\u0007'],
  }
  const words = await inWords({ expected, waitedMs: 1, nearMisses: [hostile], sessions: [] })
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  expect(words).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
})

test('of many sessions a few are shown', async () => {
  const many = Array.from({ length: 9 }, (_, index) => ({ ...sent, id: `session-${index}` }))
  expect(await inWords({ expected, waitedMs: 1, nearMisses: [], sessions: many })).toContain('… and 4 more.')
})

test('a finding that many sessions have is told once, and they are counted', async () => {
  const again = Array.from({ length: 7 }, (_, index) => ({ ...refused, id: `session-again-${index}` }))
  const all = [...again, ...Array.from({ length: 6 }, (_, index) => ({ ...sent, id: `session-${index}` }))]
  const words = await inWords({ expected, waitedMs: 1, nearMisses: [], sessions: all })
  expect(words.match(/Fix: /g)).toHaveLength(1)
  expect(words).toContain('Sessions in that time: 13.')
  expect(words).toMatch(/\n {2}… and 8 more, 6 of them like these\.$/)
  expect(await inWords({ expected, waitedMs: 1, nearMisses: [], sessions: again })).toMatch(
    /\n {2}… and 6 more, all like these\.$/,
  )
})

test('of two findings of a session the one that was told before is not told again', async () => {
  const both = transcript(
    'submission',
    `${startsOnSubmission}\nC: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Must issue a STARTTLS command first\n${quits}`,
    { id: 'session-both', port: { name: 'other' } },
  )
  const words = await inWords({ expected, waitedMs: 1, nearMisses: [], sessions: [both, refused] })
  expect(words.match(/Fix: /g)).toHaveLength(1)
})
