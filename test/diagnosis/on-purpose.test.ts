import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import type { ProfileName } from '../../src/model/port-profile.ts'
import type { ScenarioGroup } from '../../src/model/scenario-group.ts'
import { transcript } from './support/transcript.ts'

const greeted = `
  S: 220 mail.test ESMTP
  C: EHLO client.test
  S: 250 mail.test | PIPELINING | STARTTLS`
const secure = `${greeted}
  C: STARTTLS
  S: 220 2.0.0 Go
  hello sni=localhost
  tls
  C: EHLO client.test
  S: 250 mail.test | AUTH PLAIN LOGIN`

/** A session in which a fault fired, and what would be found without it; the line with the fault stands for itself. */
const rows: readonly (readonly [string, ProfileName, string, readonly string[]])[] = [
  [
    'EHLO refused, so the client falls back to HELO and meets 530',
    'submission',
    `S: 220 mail.test ESMTP
     C: EHLO client.test
     fault EHLO 502
     S: 502 Refused on purpose
     C: HELO client.test
     S: 250 mail.test
     C: MAIL FROM:<a@x.test>
     S: 530 5.7.0 Must issue a STARTTLS command first
     close client fin after 1`,
    ['starttls-not-used'],
  ],
  [
    'a delay that the client does not wait through',
    'submission',
    `${greeted}
     C: RSET
     fault RSET delay=60000
     close client fin after 5000`,
    ['login-impossible-without-starttls'],
  ],
  [
    'a delay in the content that the client does not wait through',
    'relay',
    `${greeted.replace(' | STARTTLS', '')}
     C: MAIL FROM:<a@x.test>
     S: 250 2.1.0 Ok
     C: RCPT TO:<b@x.test>
     S: 250 2.1.5 Ok
     C: DATA
     S: 354 Go
     fault content delay=60000
     after 5000
     data 100 cut
     close client fin after 1`,
    ['message-cut-off'],
  ],
  [
    'a delay that ends because the client has left, with commands that it had sent by then',
    'submission',
    `${greeted}
     C: RSET
     fault RSET delay=60000
     S: 250 2.0.0 Ok
     C: RSET
     S: 250 2.0.0 Ok
     close client fin after 1`,
    ['login-impossible-without-starttls'],
  ],
  [
    'a login refused',
    'submission',
    `${secure}
     C: AUTH PLAIN …
     fault AUTH 454
     auth PLAIN rejected user=u sent
     S: 535 5.7.8 Refused on purpose
     C: QUIT
     S: 221 2.0.0 Bye
     close client fin after 1`,
    ['login-rejected'],
  ],
  [
    'one recipient of two refused',
    'relay',
    `${greeted.replace(' | STARTTLS', '')}
     C: MAIL FROM:<a@x.test>
     S: 250 2.1.0 Ok
     C: RCPT TO:<b@x.test>
     fault RCPT 550
     S: 550 5.1.1 Refused on purpose
     C: RCPT TO:<c@x.test>
     S: 250 2.1.5 Ok
     C: DATA
     S: 354 Go
     data 100
     message
     S: 250 2.6.0 Kept
     C: QUIT
     S: 221 2.0.0 Bye
     close client fin after 1`,
    ['recipients-refused'],
  ],
]

const found = (profile: ProfileName, text: string): readonly string[] =>
  diagnose(transcript(profile, text)).findings.map(({ id }) => id)

const without = (text: string): string => text.replaceAll(/^\s*fault .*$/gm, '')

describe('what was done on purpose is no mistake of the client', () => {
  it.each(rows)('%s', (_name, profile, text, blamed) => {
    expect(found(profile, without(text))).toEqual(blamed)
    expect(found(profile, text)).toEqual([])
  })

  it('is no probe either, and the summary says where it was', () => {
    const text = `${greeted}\nC: NOOP\nfault NOOP cut=rst\nclose server rst after 1`
    expect(diagnose(transcript('relay', text))).toMatchObject({
      outcome: 'quiet',
      summary: 'No mail: a fault was set at NOOP, on purpose',
    })
  })
})

describe('under a scenario', () => {
  const refusal = `${greeted}
    C: STARTTLS
    S: 220 2.0.0 Go
    hello sni=localhost
    alert 48 unknown_ca handshake
    close client fin after 3`
  const under = (group: ScenarioGroup, text: string) =>
    diagnose({
      ...transcript('submission', text),
      scenario: { name: 'cert-expired', group, title: 'an expired certificate' },
    })

  it('a client that leaves a server that is wrong does as it must', () => {
    expect(found('submission', refusal)).not.toEqual([])
    for (const group of ['identity', 'downgrade', 'versions'] as const) {
      expect(under(group, refusal)).toMatchObject({
        findings: [],
        outcome: 'quiet',
        summary: 'No mail: scenario cert-expired was on the port, on purpose',
      })
    }
  })

  it('a server that is in order but for its faults excuses nothing else', () => {
    for (const group of ['control', 'server', 'network'] as const) {
      expect(under(group, refusal).findings).not.toEqual([])
    }
  })

  it('a password in clear is one all the same', () => {
    const text = `${greeted.replace('STARTTLS', 'AUTH PLAIN')}
      C: AUTH PLAIN …
      auth PLAIN accepted user=u sent
      S: 235 2.7.0 Accepted
      C: QUIT
      S: 221 2.0.0 Bye
      close client fin after 1`
    expect(under('downgrade', text).findings.map(({ id }) => id)).toEqual(['credentials-unencrypted'])
  })
})

describe('a mistake stays one', () => {
  const noLogin = `${secure}
    C: MAIL FROM:<a@x.test>
    S: 530 5.7.0 Authentication required`

  it('that was made before the fault', () => {
    const text = `${noLogin}\nC: QUIT\nfault QUIT cut=fin\nclose server fin after 1`
    expect(found('submission', text)).toEqual(['login-missing'])
  })

  it('after a delay that the client waited through', () => {
    const text = noLogin.replace(
      'C: MAIL',
      'C: NOOP\nfault NOOP delay=200\nafter 200\nS: 250 2.0.0 Ok\nC: MAIL',
    )
    expect(found('submission', `${text}\nclose client fin after 1`)).toEqual(['login-missing'])
  })

  it('after a success in other words, at which the client went on', () => {
    const text = noLogin.replace('C: EHLO', 'C: NOOP\nfault NOOP 250\nS: 250 2.0.0 Fine\nC: EHLO')
    expect(found('submission', `${text}\nclose client fin after 1`)).toEqual(['login-missing'])
    const greeting = text.replace('fault NOOP 250', '').trim()
    expect(found('submission', `fault greeting 220\n${greeting}\nclose client fin after 1`)).toEqual([
      'login-missing',
    ])
  })

  it('where it is in what the client says, whatever it meets', () => {
    const text = `${greeted.replace(' | STARTTLS', '')}
      C: MAIL FROM:<a@x.test>
      fault MAIL 451
      S: 451 4.0.0 Refused on purpose
      C: MAIL FROM:<a@x.test>
      S: 250 2.1.0 Ok
      C: RCPT TO:<c@x.test>
      S: 250 2.1.5 Ok
      C: DATA
      S: 354 Go
      data 100 bareLf=2
      message
      S: 250 2.6.0 Kept
      close client fin after 1`
    expect(found('relay', text)).toEqual(['bare-lf'])
  })
})
