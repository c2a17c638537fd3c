import { expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { earlierOf, sessionsIn } from '../../src/diagnosis/earlier-sessions.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { StoredSessions } from '../../src/store/memory/stored-sessions.ts'
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

test('so is one that asks for one cipher after the other, whatever else it tries beside', () => {
  const offers = Array.from({ length: 60 }, (_, index) => {
    const one = handshake('TLSv1.2', 'tls-failed cipher handshake', index * 20)
    return { ...one, clientHello: { ...one.clientHello!, ja4: `t12d0109${index}_${index}_0` } }
  })
  const http = transcript('smtps', 'first-bytes http GET / HTTP/1.1\nclose server fin', {
    id: 'http',
    startedAt: offers[30]!.startedAt,
  })
  const records = [...offers.slice(0, 30), http, ...offers.slice(30)]
  const stored = new StoredSessions({ maxSessions: 1_000, maxSessionBytes: 10_000_000 }, () => undefined)
  records.forEach((record) => stored.add(record))
  const about = sessionsIn({ listSessions: (page) => stored.list(page) })
  for (const one of records) {
    const earlier = earlierOf(one, about) as readonly SessionRecord[]
    expect(diagnose(one, { earlier })).toMatchObject({ outcome: 'probe', findings: [] })
  }
  // Four programs of a host that fail at once are four that fail.
  const few = offers.slice(0, 4)
  expect(diagnose(few[0]!, { earlier: few.slice(1) }).findings).toHaveLength(1)
  expect(diagnose(http, { earlier: few }).findings).toHaveLength(1)
})

test('handshakes after the EHLO of several names are of several programs', () => {
  const starts = (versions: string, name: string, ms: number) =>
    transcript(
      'submission',
      `${greeting}\nC: EHLO ${name}\nS: 250 fourport | STARTTLS\nC: STARTTLS\nS: 220 2.0.0 Go\nhello versions=${versions}\ntls-failed version handshake\nclose client fin`,
      { id: `starts-${name}-${ms}`, startedAt: new Date(Date.UTC(2026, 5, 1, 12) + ms).toISOString() },
    )
  const versions = ['TLSv1.0', 'TLSv1.1', 'TLSv1.1,TLSv1.0']
  const [first, ...others] = versions.map((version, index) => starts(version, `host-${index}`, index * 20))
  expect(diagnose(first!, { earlier: others }).findings).toMatchObject([{ id: 'tls-version-too-old' }])
  const [one, ...alike] = versions.map((version, index) => starts(version, 'host', index * 20))
  expect(diagnose(one!, { earlier: alike })).toMatchObject({ outcome: 'probe', findings: [] })
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

const opening = (text: string, atMs: number, host = '127.0.0.1') =>
  transcript('smtps', text, {
    id: `opening-${++count}`,
    startedAt: new Date(Date.UTC(2026, 5, 1, 12) + atMs).toISOString(),
    remote: { host, port: 50_000 },
  })
const http = 'first-bytes http GET / HTTP/1.0\nclose server fin'
const rtsp = 'first-bytes rtsp OPTIONS / RTSP/1.0\nclose server fin'
const tlsFirst = 'hello versions=TLSv1.0\ntls-failed version handshake\nclose client fin'
const nameless = 'S: 220 fourport\nC: EHLO\nS: 501 5.5.4 EHLO takes one argument\nclose client fin'

test('three ways to open a port within a minute are one scan, and blame nobody', () => {
  const openings = [
    opening(http, 0),
    opening(nameless, 8_000),
    opening(rtsp, 20_000),
    opening(tlsFirst, 40_000),
  ]
  for (const one of openings) {
    expect(diagnose(one, { earlier: openings.filter((other) => other !== one) })).toMatchObject({
      outcome: 'probe',
      findings: [],
      summary: 'Probe: a scan, 4 sessions that try one protocol after the other',
    })
  }
})

test('so is none of what people do who look for a fault, or of what comes later, or from elsewhere', () => {
  const client = opening(tlsFirst, 1_000)
  const expected = [{ id: 'tls-version-too-old', severity: 'error' }]
  // A browser and SMTP by hand beside a client.
  const byHand = [opening(http, 0), opening(nameless, 2_000)]
  expect(diagnose(client, { earlier: byHand }).findings).toMatchObject(expected)
  const later = [opening(http, 90_000), opening(rtsp, 90_000), opening(nameless, 90_000)]
  expect(diagnose(client, { earlier: later }).findings).toMatchObject(expected)
  const elsewhere = [http, rtsp, nameless].map((text) => opening(text, 0, '192.0.2.9'))
  expect(diagnose(client, { earlier: elsewhere }).findings).toMatchObject(expected)
})

test('a client that says its name, or what it refuses, is none of a scan', () => {
  const scan = [opening(http, 0), opening(rtsp, 10), opening(nameless, 20)]
  const refused = opening('hello\nalert 48 unknown_ca handshake\nclose client fin', 30)
  expect(diagnose(refused, { earlier: scan }).outcome).toBe('findings')
  const named = opening('C: EHLO app.example\nclose client fin', 40)
  expect(diagnose(named, { earlier: scan }).findings).toMatchObject([
    { id: 'plaintext-commands-on-implicit-tls-port' },
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
