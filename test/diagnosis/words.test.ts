import { expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { tlsStackOf } from '../../src/diagnosis/stacks/tls-stack.ts'
import { measuredStacks } from '../../src/diagnosis/stacks/measured.ts'
import { readRecordings } from '../support/clients/recording.ts'
import { ehloSecure, envelope, greeting, quits, startsOnRelay, startsSecurely } from './support/passages.ts'
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

test.each([
  ['MAIL FROM:<root>', '501 5.1.7', 'the address has no domain', 'whole address'],
  [
    'MAIL FROM:ann@app.example',
    '501 5.1.7',
    'the address is not in angle brackets',
    'MAIL FROM:<ann@app.example>',
  ],
  ['MAIL FROM:<ann@app.example', '501 5.1.7', 'the closing angle bracket is missing', 'MAIL FROM:<'],
  ['RCPT TO:<>', '501 5.1.3', 'there is no address in the angle brackets', 'address'],
  ['RCPT TO:<bob@x.test >', '501 5.1.3', 'there is a space in the address', 'address'],
  ['RCPT TO:<bob@>', '501 5.1.3', 'there is nothing after the @', 'whole address'],
  ['RCPT TO:<@x.test>', '501 5.1.3', 'there is nothing before the @', 'address'],
  ['RCPT TO:<bob@x@y.test>', '501 5.1.3', 'the address has more than one @', 'address'],
  ['RCPT TO:<bob@x..test>', '501 5.1.3', 'there are two dots in a row', 'address'],
  ['MAIL <ann@app.example>', '501 5.1.7', 'MAIL is not followed by FROM:', 'MAIL FROM:<'],
  ['MAIL FROM:<ann@app.example> SIZE=1 BY=120;R', '555 5.5.4', 'EHLO had not offered BY', 'parameter'],
  ['MAIL FROM:<ann@app.example> SIZE', '501 5.5.4', 'one of its parameters cannot be read', 'parameters'],
])('what is wrong with %s is said', (line, answer, what, fix) => {
  const before = line.startsWith('RCPT') ? 'C: MAIL FROM:<ann@app.example>\nS: 250 2.1.0 OK\n' : ''
  const [finding] = diagnose(
    transcript(
      'relay',
      `${greeting}\nC: EHLO app.test\nS: 250 fourport | SIZE 1000\n${before}C: ${line}\nS: ${answer} Bad\n${quits}`,
    ),
  ).findings
  expect(finding).toMatchObject({
    id: 'address-malformed',
    saw: expect.stringContaining(`got ${answer}: ${what}`),
    fix: expect.stringContaining(fix),
  })
})

test('the error of a TLS library is quoted only where the library is known', () => {
  const why = (ciphers: number) =>
    diagnose(
      transcript(
        'submission',
        `${greeting}\nfirst-bytes tls 0x1603\nhello unexpected ciphers=${ciphers}\nclose server fin`,
      ),
    ).findings[0]?.why
  expect(why(19)).toContain('("first record does not look like a TLS handshake")')
  expect(why(30)).toContain('("wrong version number")')
  expect(why(7)).toContain('(OpenSSL calls it "wrong version number")')
})

test('a CR that stands alone is not called LF', () => {
  const verdict = diagnose(
    transcript('relay', `${startsOnRelay}\n${envelope('message', 'data 300 bareCr=1')}\n${quits}`),
  )
  expect(verdict).toMatchObject({
    summary: 'Line ends that are not CRLF',
    findings: [{ id: 'bare-lf', saw: 'In the message, 1 CR had no LF after it.' }],
  })
})

test('the limit that is too small is named with its option', () => {
  const [finding] = diagnose(
    transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@b.test> SIZE=2000\nS: 552 5.3.4 Too large\n${quits}`,
    ),
  ).findings
  expect(finding?.fix).toContain('(--size-limit)')
})
