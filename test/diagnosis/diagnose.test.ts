import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { catalogue, findingIds } from '../../src/diagnosis/catalogue.ts'
import { diagnose, judge } from '../../src/diagnosis/diagnose.ts'
import { readFacts } from '../../src/diagnosis/facts.ts'
import { cases } from './cases.ts'
import type { Verdict } from '../../src/model/finding.ts'
import {
  ehloSecure,
  ehloStarttls,
  envelope,
  greeting,
  logsIn,
  offersTls,
  quits,
  sends,
  startsImplicitly,
  startsOnRelay,
  startsOnSubmission,
  startsSecurely,
} from './support/passages.ts'
import { transcript, type TranscriptOptions } from './support/transcript.ts'

describe('each mistake has its finding, and only that', () => {
  test.each(cases)('$says', ({ record, expected }) => {
    const verdict = diagnose(record)
    expect(verdict.findings.map((finding) => finding.id)).toEqual(expected)
    const numbers = new Set(record.entries.map((entry) => entry.n))
    for (const finding of verdict.findings) {
      expect(finding.evidence.every((n) => numbers.has(n))).toBe(true)
      expect(finding.evidence.length > 0 || record.entries.length === 0).toBe(true)
      expect(finding.docs).toBe(
        `${fileURLToPath(new URL('../../docs/findings.md', import.meta.url))}#${finding.id}`,
      )
      for (const sentence of [finding.saw, finding.why, finding.fix]) expect(sentence).toMatch(/^[\S].*\.$/s)
      if (catalogue[finding.id as keyof typeof catalogue].fixKind !== null)
        expect(finding.snippets.length).toBeGreaterThan(0)
    }
  })

  test('every finding of the catalogue is found in some session', () => {
    const found = new Set(cases.flatMap((one) => one.expected))
    expect(findingIds.filter((id) => !found.has(id))).toEqual([])
  })
})

describe('a right session yields nothing', () => {
  const right = [
    [
      'a Subject in UTF-8 with SMTPUTF8',
      transcript(
        'relay',
        `${startsOnRelay}\n${envelope('message rawUtf8', 'data 300 eightBit', 'MAIL FROM:<sender@example.com> BODY=8BITMIME SMTPUTF8')}\n${quits}`,
      ),
    ],
    ['relay', transcript('relay', `${startsOnRelay}\n${sends}\n${quits}`)],
    [
      'relay, HELO, no QUIT',
      transcript('relay', `${greeting}\nC: HELO client.test\nS: 250 fourport\n${sends}\nclose client fin`),
    ],
    ['implicit TLS', transcript('smtps', `${startsImplicitly}\n${logsIn}\n${sends}\n${quits}`)],
    [
      'implicit TLS without login where it is optional',
      transcript('smtps', `${startsImplicitly}\n${sends}\n${quits}`),
    ],
    ['STARTTLS', transcript('submission', `${startsSecurely}\n${logsIn}\n${sends}\n${quits}`)],
    [
      'STARTTLS on the further port, two messages',
      transcript('submission-alt', `${startsSecurely}\n${logsIn}\n${sends}\n${sends}\nclose client fin`),
    ],
    [
      'a mechanism refused, the next one taken',
      transcript(
        'smtps',
        `${startsImplicitly}\nC: AUTH SCRAM-SHA-1\nauth SCRAM-SHA-1 unsupported\nS: 504 5.5.4 No\n${logsIn}\n${sends}\n${quits}`,
      ),
    ],
    [
      'MAIL refused in clear, then STARTTLS and the mail',
      transcript(
        'submission',
        `${startsOnSubmission}\nC: MAIL FROM:<a@b.c>\nS: 530 5.7.0 STARTTLS first\nC: STARTTLS\nS: 220 2.0.0 Go\nhello\ntls\n${ehloSecure}\n${sends}\n${quits}`,
      ),
    ],
    [
      'no name in the ClientHello',
      transcript('smtps', `hello\ntls\n${greeting}\n${ehloSecure}\n${logsIn}\n${sends}\n${quits}`),
    ],
  ] as const
  test.each(right)('%s', (_says, record) => {
    const verdict = diagnose(record)
    expect(verdict.findings).toEqual([])
    expect(verdict.outcome).toBe('ok')
  })
})

describe('a probe is named as one and yields no finding', () => {
  const probes = [
    ['a bare connect', transcript('relay', `${greeting}\nclose client fin`)],
    ['a bare connect on the implicit-TLS port', transcript('smtps', 'close client rst')],
    ['QUIT', transcript('submission', `${greeting}\n${quits}`)],
    ['NOOP and QUIT', transcript('relay', `${greeting}\nC: NOOP\nS: 250 2.0.0 OK\n${quits}`)],
    ['HELO and QUIT', transcript('relay', `${greeting}\nC: HELO monitor\nS: 250 fourport\n${quits}`)],
    [
      'EHLO, NOOP and QUIT',
      transcript('submission', `${startsOnSubmission}\nC: NOOP\nS: 250 2.0.0 OK\n${quits}`),
    ],
    [
      'EHLO with the name of a monitor, and QUIT',
      transcript('submission', `${greeting}\nC: EHLO prober\nS: 250 fourport | STARTTLS\n${quits}`),
    ],
    [
      'EHLO with the name of a health check, and a close',
      transcript('relay', `${greeting}\nC: EHLO healthcheck\nS: 250 fourport | SIZE 100\nclose client fin`),
    ],
    [
      'HELP, where TLS comes first',
      transcript('submission', `${startsOnSubmission}\nC: HELP\nS: 530 5.7.0 STARTTLS first\n${quits}`),
    ],
    [
      "smtplib's SMTP_SSL(…).quit()",
      transcript('smtps', `hello sni=localhost ciphers=30\ntls\n${greeting}\n${quits}`),
    ],
    [
      'QUIT under TLS of a client without a server name',
      transcript('smtps', `hello ciphers=30\ntls\n${greeting}\n${quits}`),
    ],
    [
      'a handshake of PHP for a name that fits',
      transcript('smtps', `hello sni=localhost ciphers=68\ntls\n${greeting}\nclose client fin`),
    ],
    [
      'a handshake of Node in TLS 1.3',
      transcript('smtps', `hello ciphers=59\ntls\n${greeting}\nclose client fin`),
    ],
    [
      'QUIT after STARTTLS of a client that asks for a name that fits',
      transcript('submission', `${offersTls}\nhello sni=localhost ciphers=30\ntls\n${quits}`),
    ],
    [
      'QUIT after STARTTLS of smtplib, which looks at the certificate in the handshake',
      transcript(
        'submission',
        `${greeting}\nC: ehlo [127.0.0.1]\nS: 250 fourport | STARTTLS\nC: STARTTLS\nS: 220 2.0.0 Go\nhello ciphers=30\ntls\n${quits}`,
      ),
    ],
    ['EHLO and QUIT under TLS', transcript('submission', `${startsSecurely}\n${quits}`)],
    ['openssl s_client', transcript('smtps', `hello sni=localhost\ntls\n${greeting}\nclose client fin`)],
    [
      'openssl s_client -starttls smtp',
      transcript(
        'submission',
        `${greeting}\nC: EHLO mail.example.com\nS: 250 fourport | STARTTLS\nC: STARTTLS\nS: 220 2.0.0 Go\nhello sni=localhost\ntls\nclose client fin`,
      ),
    ],
  ] as const
  test.each(probes)('%s', (_says, record) => {
    const verdict = diagnose(record)
    expect(verdict.findings).toEqual([])
    expect(verdict.outcome).toBe('probe')
  })

  const visit = (
    seconds: number,
    text = `${startsOnSubmission}\n${quits}`,
    options: TranscriptOptions = {},
  ) =>
    transcript('submission', text, {
      startedAt: new Date(Date.UTC(2026, 5, 1, 12, 0, 0) + seconds * 1000).toISOString(),
      ...options,
    })

  test('EHLO and QUIT at a fixed interval, the fourth time', () => {
    const before = [visit(0), visit(10), visit(20)]
    expect(diagnose(visit(30.003), { earlier: before }).outcome).toBe('probe')
    expect(diagnose(visit(30), { earlier: before.slice(1) }).outcome).toBe('findings')
    expect(diagnose(visit(31), { earlier: before }).outcome).toBe('findings')
  })

  describe('who tries again in step is no monitor', () => {
    const every = (seconds: number, text?: string, options?: TranscriptOptions) =>
      [0, 1, 2, 3].map((count) => visit(count * seconds, text, options))
    const closes = `${startsOnSubmission}\nclose client fin`
    const smtplib = `${greeting}\nC: ehlo [127.0.0.1]\nS: 250 fourport | STARTTLS\n${quits}`
    const refused = `${startsOnSubmission}\nC: MAIL FROM:<a@b.test>\nS: 530 5.7.0 STARTTLS first\n${quits}`
    test.each([
      ['every two seconds', every(2)],
      ['without QUIT', every(10, closes)],
      ['a client that is known', every(10, smtplib)],
      ['under other names', every(10).map((one, index) => ({ ...one, clientName: `host-${index}` }))],
      ['one that tried to send before', [visit(0, refused), ...every(10).slice(1)]],
    ] as const)('%s', (_says, visits) => {
      const [last, ...earlier] = visits.toReversed()
      expect(diagnose(last!, { earlier }).outcome).toBe('findings')
    })
  })

  test('a spare connection of a pool, which stays for a second', () => {
    const idle = visit(0, `${startsOnSubmission}\nafter 1000\n${quits}`)
    expect(diagnose(idle)).toMatchObject({
      outcome: 'probe',
      summary: 'Probe: a greeting and an idle connection',
    })
  })

  test('an unused connection of a client that delivers meanwhile', () => {
    const delivers = visit(1, `${startsSecurely}\n${sends}\n${quits}`, {
      clientHello: null,
      durationMs: 5_000,
    })
    const unused = visit(2)
    expect(diagnose(unused, { earlier: [delivers] })).toMatchObject({ outcome: 'probe', findings: [] })
    expect(diagnose(unused, { earlier: [{ ...delivers, clientName: 'other.test' }] }).outcome).toBe(
      'findings',
    )
    // Before, or after a mistake was mended.
    for (const startedAt of ['2026-06-01T11:59:00.000Z', '2026-06-01T12:01:00.000Z'])
      expect(diagnose(unused, { earlier: [{ ...delivers, startedAt }] }).outcome).toBe('findings')
  })
})

test.each([
  ['submission', `${startsOnSubmission}\n${quits}`, 'findings', 'warning'],
  ['relay', `${startsOnRelay}\nclose client fin`, 'findings', 'warning'],
  // A client that is set up rightly tests the connection in this way.
  ['relay', `${startsOnRelay}\n${quits}`, 'probe', 'note'],
] as const)(
  'a visit to %s that may be a health check is never an error: %s',
  (port, script, outcome, severity) => {
    const findings = [{ severity, confidence: 'ambiguous' }]
    expect(diagnose(transcript(port, script))).toMatchObject({ outcome, findings })
  },
)

describe('the one that stopped it first', () => {
  test('a refused STARTTLS hides the mail refused for want of it', () => {
    const record = transcript(
      'submission',
      `${startsOnSubmission}\nC: STARTTLS\nS: 220 2.0.0 Go\nhello sni=localhost\nalert 48 unknown_ca\nclose client rst`,
    )
    expect(diagnose(record).findings.map((finding) => finding.id)).toEqual(['ca-not-trusted'])
  })

  test('a wrong password hides the mail refused for want of a login', () => {
    const record = transcript(
      'submission',
      `${startsSecurely}\nC: AUTH PLAIN …\nauth PLAIN rejected user=user sent\nS: 535 5.7.8 No\nC: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Authentication required\n${quits}`,
      { port: { auth: 'required' } },
    )
    expect(diagnose(record).findings.map((finding) => finding.id)).toEqual(['login-rejected'])
  })

  test('a 503 that follows from a refusal is not reported', () => {
    const record = transcript(
      'relay',
      `${startsOnRelay}\nC: MAIL FROM:<a@example.com>\nS: 451 4.3.0 Later\nC: RCPT TO:<b@example.com>\nS: 503 5.5.1 MAIL first\n${quits}`,
    )
    expect(diagnose(record).findings).toEqual([])
  })

  test('what did not stop the mail is a warning', () => {
    const record = transcript('relay', `${startsOnRelay}\nC: STARTTLS\nS: 502 5.5.1 No\n${sends}\n${quits}`)
    expect(diagnose(record).findings[0]).toMatchObject({
      id: 'starttls-required-not-offered',
      severity: 'warning',
    })
  })
})

test('notes alone leave a session that works ok', () => {
  const verdict = diagnose(
    transcript('relay', `${startsOnRelay}\n${envelope('message without=Date')}\n${quits}`),
  )
  expect(verdict).toMatchObject({ outcome: 'ok', findings: [{ severity: 'note' }] })
})

test('mail without a login where a real server demands one is no finding; the summary says it', () => {
  const verdict = diagnose(transcript('submission', `${startsSecurely}\n${sends}\n${quits}`))
  expect(verdict.findings).toEqual([])
  expect(verdict.summary).toBe(
    '1 message, TLS 1.3, no login (a real server answers 530 5.7.0 Authentication required)',
  )
})

test('a client that greets as Nodemailer does, and closes after EHLO, has given up', () => {
  const closes = transcript(
    'relay',
    `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | SIZE 100\nclose client fin`,
  )
  expect(diagnose(closes).findings.map(({ id }) => id)).toEqual(['gave-up-after-ehlo-on-plain-port'])
  const verifies = transcript(
    'relay',
    `${greeting}\nC: EHLO [127.0.0.1]\nS: 250 fourport | SIZE 100\n${quits}`,
  )
  expect(diagnose(verifies).outcome).toBe('probe')
})

test('a client that closes late has given up all the same: its program ended late. An idle connection is ended by QUIT', () => {
  const ehlo = `${greeting}\n${ehloStarttls}\nafter 1800`
  expect(diagnose(transcript('submission', `${ehlo}\nclose client fin`)).findings).toMatchObject([
    { id: 'login-impossible-without-starttls' },
  ])
  expect(diagnose(transcript('submission', `${ehlo}\n${quits}`))).toMatchObject({
    outcome: 'probe',
    findings: [],
  })
})

test('QUIT instead of a login is noted, and blamed on no client whose library takes leave like this of a test', () => {
  const demandsLogin = { port: { auth: 'required' } } as const
  const leaves = (hello: string): Verdict =>
    diagnose(transcript('smtps', `${hello}\ntls\n${greeting}\n${ehloSecure}\n${quits}`, demandsLogin))
  expect(leaves('hello ciphers=31')).toMatchObject({
    outcome: 'probe',
    findings: [{ id: 'login-not-tried', severity: 'note', confidence: 'ambiguous' }],
  })
  expect(leaves('hello ciphers=30 sni=localhost')).toMatchObject({
    outcome: 'findings',
    findings: [{ id: 'login-not-tried', severity: 'warning', confidence: 'ambiguous' }],
  })
})

test('QUIT after EHLO is a test of the connection with a library that closes it when it gives up', () => {
  const session = (end: string) =>
    readFacts(transcript('relay', `${greeting}\nC: EHLO app.test\nS: 250 fourport | SIZE 100\n${end}`))
  const outcomeOf = (library: string, end: string) =>
    judge(session(end), {
      client: { library, label: library, confidence: 'likely', marks: [] },
      stack: null,
      earlierClient: null,
    }).outcome
  expect(outcomeOf('jakarta-mail', quits)).toBe('probe')
  expect(outcomeOf('jakarta-mail', 'close client fin')).toBe('findings')
})

test('what is not in the part of a header that was looked at may be after it', () => {
  const message = envelope('message without=From,Date,Message-ID partial')
  expect(diagnose(transcript('relay', `${startsOnRelay}\n${message}\n${quits}`)).findings).toEqual([])
})

test.each([
  ['relay', 'sip OPTIONS sip:100@192.0.2.1 SIP/2.0', 'Not SMTP: SIP'],
  ['relay', 'ssh SSH-2.0-OpenSSH_9.9', 'Not SMTP: SSH'],
  ['relay', 'redis *1', 'Not SMTP: the protocol of Redis'],
  ['relay', 'other 0x05010005', 'Not SMTP: SOCKS 5'],
  ['smtps', 'sip REGISTER sip:example.com SIP/2.0', 'Not SMTP: SIP'],
  ['submission', 'other 0x3c3f786d', 'Not SMTP: XML'],
  ['relay', 'other 0x7f454c46', 'Probe: a scan'],
] as const)('on %s, "%s" is named in the headline', (port, bytes, summary) => {
  const tls = port === 'smtps' ? 'hello sni=localhost\ntls\n' : ''
  const record = transcript(port, `${tls}${greeting}\nfirst-bytes ${bytes}\nclose client fin`)
  expect(diagnose(record)).toMatchObject({ summary, findings: [{ id: 'other-protocol-on-smtp-port' }] })
})

test('a session that the server ended says so, and is no probe', () => {
  const ended = (act: string) =>
    diagnose(transcript('relay', `${startsOnRelay}\nC: MAIL FROM:<a@b.test>\n${act}\nclose server fin`))
      .summary
  expect(ended('shutdown The server stops')).toBe('No mail: the server ended it: The server stops')
  expect(ended('limit A line without an end')).toBe('No mail: the server ended it: A line without an end')
})

test('a monitor that holds an encrypted connection for a while refused nothing', () => {
  const record = transcript(
    'smtps',
    `hello sni=localhost ciphers=29\ntls\n${greeting}\nafter 6000\nclose client fin`,
  )
  expect(diagnose(record).findings).toEqual([])
})

test('a client that refuses the version the server chose', () => {
  const record = transcript('smtps', 'hello sni=localhost\nalert 70 protocol_version\nclose client fin')
  expect(diagnose(record).findings.map(({ id }) => id)).toEqual(['tls-version-too-old'])
})

test('a session that is still open is quiet', () => {
  expect(diagnose(transcript('submission', `${greeting}\n${ehloStarttls}`)).outcome).toBe('quiet')
})

test('a gap in the record never pairs a command with the wrong answer', () => {
  const whole = transcript('submission', `${startsSecurely}\n${logsIn}\n${sends}\n${quits}`)
  const entries = whole.entries.filter((entry) => entry.n < 4 || entry.n > 14)
  expect(diagnose({ ...whole, entries, dropped: 11 }).findings).toEqual([])
})
