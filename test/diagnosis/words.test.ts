import { expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { tlsStackOf } from '../../src/diagnosis/stacks/tls-stack.ts'
import { measuredStacks } from '../../src/diagnosis/stacks/measured.ts'
import { readRecordings } from '../support/clients/recording.ts'
import { ehloSecure, greeting, quits, startsSecurely } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

test('what a client reads as a broken record is our greeting, where that was out; inside TLS it is our reply', () => {
  const why = (text: string) => diagnose(transcript('submission', text)).findings[0]?.why
  expect(why(`${greeting}\nfirst-bytes tls 0x1603\nhello unexpected\nclose server fin`)).toContain(
    'reads our plaintext greeting as a broken TLS record',
  )
  const inside = why(
    'first-bytes tls 0x1603\nhello unexpected\ntls\nhint Use STARTTLS\nS: 554 5.7.0 Use STARTTLS\nclose server fin',
  )
  expect(inside).toContain('finished the handshake and said so inside TLS')
  expect(inside).not.toContain('greeting')
})

test('a user without an "@" is no cause of a refused login', () => {
  const [finding] = diagnose(
    transcript(
      'submission',
      `${startsSecurely}\nC: AUTH PLAIN …\nauth PLAIN rejected user=user sent hint=user-without-at,password-wrong\nS: 535 5.7.8 No\n${quits}`,
    ),
  ).findings
  expect(finding).toMatchObject({ id: 'login-rejected', saw: 'AUTH PLAIN for user "user" got 535.' })
})

test('no patch level of OpenSSL is claimed', () => {
  const labels = (['suite', 'others'] as const)
    .flatMap((whose) => readRecordings(whose))
    .flatMap(({ sessions }) => sessions.map((session) => tlsStackOf(session.clientHello)?.label ?? ''))
    .filter((label) => label.includes('OpenSSL'))
  expect(labels.length).toBeGreaterThan(50)
  expect(labels.filter((label) => /OpenSSL (?:\S+ to )?\d+\.\d+\.\d/.test(label))).toEqual([])
  // The table keeps them: it says what was measured.
  expect(
    measuredStacks.some(({ stack, version }) => stack === 'openssl' && /^\d+\.\d+\.\d/.test(version)),
  ).toBe(true)
})

test('users are advised only where the list in EHLO is that of a server without them', () => {
  const leaves = (mechanisms: string) =>
    diagnose(
      transcript(
        'smtps',
        `hello sni=localhost\ntls\n${greeting}\nC: EHLO app.test\nS: 250 fourport | AUTH ${mechanisms}\nclose client fin`,
        {
          port: { auth: 'required' },
        },
      ),
    ).findings[0]
  expect(leaves('PLAIN LOGIN')).toMatchObject({
    id: 'login-not-tried',
    fix: expect.not.stringContaining('--user'),
  })
  expect(leaves('PLAIN LOGIN CRAM-MD5 XOAUTH2')?.fix).toContain('--user')
  expect(ehloSecure).toContain('AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2')
})
