import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import type { Verdict } from '../../src/model/finding.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { ehloSecure, greeting, quits, sends } from './support/passages.ts'
import { ownLeaf, transcript } from './support/transcript.ts'

describe('a client without a server name: the CA, or a name', () => {
  const ja4 = 't13i371100_db35923f8641_7c76daad20ec'
  const java = (text: string): SessionRecord => {
    const record = transcript('smtps', text)
    return { ...record, clientHello: { ...record.clientHello!, ja4 } }
  }
  const refuses = java('hello ciphers=31\nalert 46 certificate_unknown\nclose client fin')

  test('both are said, each with what mends it', () => {
    const [finding] = diagnose(refuses).findings
    expect(finding).toMatchObject({ id: 'ca-not-trusted', confidence: 'ambiguous' })
    expect(diagnose(refuses).summary).toBe('The client does not trust the CA, or finds the name wrong')
    expect(finding?.why).toMatch(/may not trust.*name without a dot/)
    expect(finding?.fix).toMatch(/trust the CA in .*Connect by a name that is in the certificate/)
  })

  test('each JVM has a trust store of its own: what another has accepted changes nothing', () => {
    const delivered = java(`hello ciphers=31\ntls\n${greeting}\n${ehloSecure}\n${sends}\n${quits}`)
    expect(diagnose(refuses, { earlier: [delivered] }).findings).toEqual(diagnose(refuses).findings)
  })

  test('a close_notify of Java, which sends one whatever the reason, is no check of the certificate', () => {
    const left = java(`hello ciphers=31\ntls\n${greeting}\nclose client fin close_notify`)
    const { findings } = diagnose(left)
    expect(findings).toMatchObject([{ severity: 'warning', confidence: 'ambiguous' }])
    const other = transcript('smtps', `hello ciphers=29\ntls\n${greeting}\nclose client fin close_notify`)
    expect(diagnose(other).findings).toMatchObject([{ severity: 'note' }])
  })

  test.each(['127.0.0.1', '192.0.2.7'])(
    'an IP address as the server name, %s, proves neither a right name nor a wrong one',
    (address) => {
      const refuses = transcript(
        'smtps',
        `hello sni=${address} ciphers=19\nalert 42 bad_certificate\nclose client fin`,
      )
      const [finding] = diagnose(refuses).findings
      expect(finding).toMatchObject({ id: 'ca-not-trusted', confidence: 'ambiguous' })
      expect(finding?.why).toContain(`the IP address "${address}", which TLS does not allow as a server name`)
    },
  )

  test('the CA comes first of a program whose fingerprint many share, whatever another has taken', () => {
    const node = (text: string): SessionRecord => {
      const record = transcript('smtps', text)
      return {
        ...record,
        clientHello: { ...record.clientHello!, ja4: 't13i581000_a33745022dd6_1f22a2ca17c4' },
      }
    }
    const delivered = node(`hello ciphers=59\ntls\n${greeting}\n${ehloSecure}\n${sends}\n${quits}`)
    const leaves = node('hello ciphers=59\ntls-failed client-closed handshake\nclose client fin')
    const [finding] = diagnose(leaves, { earlier: [delivered] }).findings
    expect(finding?.id).toBe('certificate-rejected-silently')
    expect(finding?.fix).toMatch(/trust the CA in .*Connect by a name that is in the certificate/)
  })

  test('Node is not Java, and one of which nothing is known may be', () => {
    const whyOf = (ciphers: number): string | undefined =>
      diagnose(
        transcript('smtps', `hello ciphers=${ciphers}\ntls-failed client-closed handshake\nclose client fin`),
      ).findings[0]?.why
    expect(whyOf(59)).toContain('it connected to an IP address, or never asks.')
    expect(whyOf(7)).toContain('is Java and connected to a name without a dot')
  })

  test('Go names every host, so that it can only be an address', () => {
    const go = transcript('smtps', 'hello ciphers=19\nalert 42 bad_certificate\nclose client fin', {
      leaf: { ...ownLeaf, names: ['localhost'] },
    })
    const [finding] = diagnose(go).findings
    expect(finding?.id).toBe('certificate-name-mismatch')
    expect(finding?.why).toContain('as Go does when it connects to an IP address')
  })
})

describe('a client that connected to an address that is not in the certificate', () => {
  const refused = (hello: string, end: string): SessionRecord => transcript('smtps', `hello ${hello}\n${end}`)
  const alert42 = 'alert 42 bad_certificate\nclose client fin'
  const silence = 'tls-failed client-closed handshake\nclose client fin'
  const leaves = `tls\n${greeting}\nclose client fin`

  test.each([
    ['Go', 'ciphers=19', alert42],
    ['Node', 'ciphers=59', silence],
    ['Python 3.6, PHP', 'ciphers=99', leaves],
    ['an address as the server name', 'sni=127.0.0.2 ciphers=99', leaves],
  ])('%s: the address comes first, then the CA, each with its fix', (_name, hello, end) => {
    const { findings, summary } = diagnose(refused(`${hello} reached=127.0.0.2`, end))
    expect(findings).toMatchObject([{ id: 'certificate-name-mismatch', confidence: 'ambiguous' }])
    expect(summary).toBe('The certificate does not name the host, or its CA is not trusted')
    expect(findings[0]?.saw).toMatch(/connected to 127\.0\.0\.2.*the certificate is for "localhost"/)
    expect(findings[0]?.why).toMatch(/127\.0\.0\.2, is not in the certificate\. A CA that it does not trust/)
    expect(findings[0]?.fix).toMatch(/--host-name 127\.0\.0\.2\)\. Let the client trust the CA/)
  })

  test.each([
    ['a name that is in the certificate', 'sni=localhost ciphers=59 reached=127.0.0.2'],
    ['an address behind which others may stand', 'ciphers=59 reached=172.17.0.2'],
    ["the address of Debian for the machine's own name", 'ciphers=59 reached=127.0.1.1'],
  ])('%s decides nothing', (_name, hello) => {
    const [finding] = diagnose(refused(hello, silence)).findings
    expect(finding?.id).toBe('certificate-rejected-silently')
  })

  test('the alert unknown_ca says that it is the CA', () => {
    const [finding] = diagnose(refused('reached=127.0.0.2', 'alert 48 unknown_ca\nclose client fin')).findings
    expect(finding).toMatchObject({ id: 'ca-not-trusted', confidence: 'certain' })
  })
})

test('a client that trusts no CA says so first: that the certificate has expired too comes after it', () => {
  const [finding] = diagnose(
    transcript('smtps', 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin', {
      leaf: { ...ownLeaf, notAfter: '2026-02-01T00:00:00.000Z' },
    }),
  ).findings
  expect(finding).toMatchObject({ id: 'ca-not-trusted', confidence: 'certain' })
  expect(finding?.why).toMatch(/was not set to trust.* The certificate also has expired\.$/)
})

test('a check of the handshake is possible where a client that meets a wrong name left without a word', () => {
  const leaves = transcript('smtps', `hello sni=mail.test\ntls\n${greeting}\nclose client fin`)
  expect(diagnose(leaves).findings[0]).toMatchObject({
    id: 'certificate-name-mismatch',
    confidence: 'likely',
    why: expect.stringContaining('A check of the handshake alone looks the same'),
  })
})

test('a certificate that is not ours: the fix has a place for its CA', () => {
  const record = transcript('smtps', 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin', {
    leaf: { ...ownLeaf, caFile: null, ownCa: false },
  })
  expect(diagnose(record).findings[0]?.snippets[0]?.code).toContain('path/to/ca.pem')
})

describe('what the record proves comes before what a TLS library usually does', () => {
  const expired = { leaf: { ...ownLeaf, notAfter: '2026-01-02T00:00:00.000Z' } }
  const stacks = [
    ['Go', 19],
    ['Node', 59],
    ['Java', 31],
    ['OpenSSL', 30],
  ] as const
  const leaves = (ciphers: number, sni: string, end: string) =>
    `hello sni=${sni} ciphers=${ciphers}\ntls\n${greeting}\n${end}`

  test.each(stacks)(
    '%s, which asked for a name that is not in the certificate, and left',
    (_name, ciphers) => {
      for (const end of ['close client fin', quits]) {
        const [finding] = diagnose(transcript('smtps', leaves(ciphers, 'mail.test', end))).findings
        expect(finding, end).toMatchObject({ id: 'certificate-name-mismatch' })
        expect(finding?.saw).toContain('"mail.test"')
      }
    },
  )

  test.each(stacks)('%s, which met a certificate that has expired, and left', (_name, ciphers) => {
    for (const end of ['close client fin', quits]) {
      const [finding] = diagnose(transcript('smtps', leaves(ciphers, 'localhost', end), expired)).findings
      expect(finding, end).toMatchObject({ id: 'certificate-expired' })
    }
  })

  test('a monitor by its own name is one all the same', () => {
    const record = transcript(
      'submission',
      `${greeting}\nC: EHLO prober\nS: 250 fourport | STARTTLS\nC: STARTTLS\nS: 220 2.0.0 Go\nhello sni=mail.test ciphers=19\ntls\n${quits}`,
    )
    expect(diagnose(record)).toMatchObject({ outcome: 'probe', findings: [] })
  })
})

describe('an orderly end of TLS after the handshake, without a command', () => {
  const left = (hello: string, how = 'close_notify'): Verdict =>
    diagnose(transcript('smtps', `hello ${hello} ciphers=30\ntls\n${greeting}\nclose client fin ${how}`))

  test.each(['sni=localhost', ''])('is a check of the certificate, with a note at most (%s)', (hello) => {
    const { outcome, findings } = left(hello)
    expect(outcome).toBe('probe')
    for (const { severity, confidence } of findings)
      expect([severity, confidence]).toEqual(['note', 'ambiguous'])
  })

  test('proves nothing of a name that is not in the certificate', () => {
    const verdict = left('sni=mail.test')
    expect(verdict.findings).toMatchObject([{ id: 'certificate-name-mismatch', severity: 'error' }])
    expect(verdict.findings).toEqual(left('sni=mail.test', '').findings)
  })
})
