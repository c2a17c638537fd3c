import { expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { greeting } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

let count = 0
const handshake = (versions: string, end: string, ms = 0, host = '127.0.0.1') =>
  transcript('smtps', `hello versions=${versions}\n${end}\nclose client fin`, {
    id: `scan-${++count}`,
    startedAt: new Date(Date.UTC(2026, 5, 1, 12) + ms).toISOString(),
    remote: { host, port: 50_000 },
  })

const scan = [
  handshake('TLSv1.0', 'tls-failed version handshake', 0),
  handshake('TLSv1.1', 'tls-failed version handshake', 20),
  handshake('TLSv1.2', 'tls-failed cipher handshake', 40),
  handshake('TLSv1.2', `tls\n${greeting}`, 60),
  handshake('TLSv1.3', `tls\n${greeting}`, 80),
  handshake('TLSv1.3', 'tls-failed client-closed handshake', 100),
]

test('a burst of handshakes, one version after the other, is one scan, and blames nobody', () => {
  for (const one of scan) {
    const verdict = diagnose(one, { earlier: scan.filter((other) => other !== one) })
    expect(verdict).toMatchObject({
      outcome: 'probe',
      findings: [],
      summary: 'Probe: a scan, 6 TLS handshakes without a word',
    })
  }
})

test('the same over minutes, from several hosts, or of a client that tries again, is none', () => {
  const [first, ...others] = scan
  const slow = others.map((one, index) => ({
    ...one,
    startedAt: new Date(Date.UTC(2026, 5, 1, 13 + index)).toISOString(),
  }))
  expect(diagnose(first!, { earlier: slow }).findings).toHaveLength(1)
  const elsewhere = others.map((one) => ({ ...one, remote: { host: '192.0.2.9', port: 1 } }))
  expect(diagnose(first!, { earlier: elsewhere }).findings).toHaveLength(1)
  const retries = [0, 10, 20, 30, 40].map((ms) =>
    handshake('TLSv1.1,TLSv1.0', 'tls-failed version handshake', ms),
  )
  expect(diagnose(retries[0]!, { earlier: retries.slice(1) }).findings).toMatchObject([
    { id: 'tls-version-too-old' },
  ])
})

test('one that sends mail in the same moments is no part of it', () => {
  const refused = transcript(
    'smtps',
    `hello sni=localhost\ntls\n${greeting}\nC: EHLO a.test\nS: 250 fourport | AUTH PLAIN\nC: MAIL FROM:<a@b.test>\nS: 530 5.7.0 Log in\nclose client fin`,
    { id: 'mail', port: { auth: 'required' } },
  )
  expect(diagnose(refused, { earlier: scan }).findings).toMatchObject([{ id: 'login-missing' }])
})

test('a handshake without a name and without a word may be a check, so it is no error', () => {
  for (const text of [
    `hello\ntls\n${greeting}\nclose client fin`,
    `hello ciphers=29\ntls\n${greeting}\nclose client fin`,
  ])
    expect(diagnose(transcript('smtps', text)).findings).toMatchObject([
      { severity: 'warning', confidence: 'ambiguous' },
    ])
})
