import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import {
  envelope,
  greeting,
  offersTls,
  quits,
  sends,
  startsOnRelay,
  startsSecurely,
} from './support/passages.ts'
import { transcript } from './support/transcript.ts'

/** What looks the same on the wire, a client that gave up and a check: both are said, the likelier first. */

describe('QUIT after STARTTLS and nothing more is told as what it may be', () => {
  const leaves = `${offersTls}\nhello ciphers=30\ntls\n${quits}`

  test('a refused certificate of a client that looks at it afterwards, or a check', () => {
    const [finding] = diagnose(transcript('submission', leaves)).findings
    expect(finding).toMatchObject({
      id: 'certificate-rejected-after-handshake',
      severity: 'warning',
      confidence: 'ambiguous',
    })
    expect(finding?.why).toMatch(
      /^Some clients check the certificate only after .* A monitor .* looks the same, and so does a client for IMAP or POP3, which expects another greeting\.$/,
    )
  })

  test('a name that is not in the certificate, or a check', () => {
    const [finding] = diagnose(
      transcript('submission', leaves.replace('hello', 'hello sni=mail.test')),
    ).findings
    expect(finding).toMatchObject({
      id: 'certificate-name-mismatch',
      severity: 'warning',
      confidence: 'ambiguous',
    })
    expect(finding?.why).toMatch(/check/)
  })

  test('a monitor at a fixed interval is one', () => {
    const visits = [0, 10, 20, 30].map((seconds) =>
      transcript('submission', leaves, { startedAt: new Date(seconds * 1000).toISOString() }),
    )
    const [last, ...earlier] = visits.toReversed()
    expect(diagnose(last!, { earlier })).toMatchObject({ outcome: 'probe', findings: [] })
  })
})

describe('EHLO localhost and QUIT in clear', () => {
  const leaves = transcript('relay', `${greeting}\nC: EHLO localhost\nS: 250 fourport | SIZE 100\n${quits}`)

  test('is msmtp that gives up, or testConnection() of Spring, and both are said', () => {
    const [finding] = diagnose(leaves).findings
    expect(finding).toMatchObject({ id: 'gave-up-after-ehlo-on-plain-port', severity: 'note' })
    expect(finding?.why).toMatch(
      /^A client that insists .* testConnection\(\) in Spring, looks the same, and so do .*\.$/,
    )
  })

  test('is a test of the connection, and no blame, where Jakarta Mail greeted so before', () => {
    const delivers = transcript(
      'relay',
      `${greeting}\nC: EHLO localhost\nS: 250 fourport | SIZE 100\n${envelope('message id=12345.0.1700000000000@vm')}\n${quits}`,
      { startedAt: '2025-12-31T00:00:00.000Z' },
    )
    const { outcome, findings } = diagnose(leaves, { earlier: [delivers] })
    expect(outcome).toBe('probe')
    expect(findings).toMatchObject([{ id: 'gave-up-after-ehlo-on-plain-port', severity: 'note' }])
    expect(findings[0]?.why).toMatch(/^This client .* testConnection\(\).* If it was another client: /)
  })
})

test('EHLO and QUIT under TLS where a login is demanded: a test comes first, as the likelier', () => {
  const record = transcript('submission', `${startsSecurely}\n${quits}`, { port: { auth: 'required' } })
  const [finding] = diagnose(record).findings
  expect(finding).toMatchObject({ id: 'login-not-tried', severity: 'warning', confidence: 'ambiguous' })
  expect(finding?.why).toMatch(/^A test of the connection .* If the client should have sent mail: /)
})

test('EHLO and a close where a client that greets alike has delivered: its settings are right, and it failed by itself', () => {
  const delivers = transcript('relay', `${startsOnRelay}\n${sends}\n${quits}`, {
    id: 'session-2',
    startedAt: '2025-12-31T00:00:00.000Z',
  })
  const leaves = transcript('relay', `${startsOnRelay}\nclose client fin`)
  expect(diagnose(leaves).findings).toMatchObject([{ id: 'gave-up-after-ehlo-on-plain-port' }])
  const quitting = transcript('relay', `${startsOnRelay}\n${quits}`)
  expect(diagnose(quitting, { earlier: [delivers] }).findings).toMatchObject([
    { id: 'gave-up-after-ehlo-on-plain-port', severity: 'note' },
  ])
  const [finding] = diagnose(leaves, { earlier: [delivers] }).findings
  expect(finding).toMatchObject({ id: 'left-before-mail', severity: 'note', confidence: 'likely' })
  expect(finding?.saw).toMatch(
    /a client with the same greeting has delivered mail on this port\. Either it refused an address/,
  )
})
