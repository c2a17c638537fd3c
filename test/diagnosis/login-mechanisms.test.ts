import { expect, it } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { startsImplicitly } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

/** What is said of a login by one of the mechanisms that are offered where users are. */
function said(lines: string) {
  const [finding] = diagnose(
    transcript('smtps', `${startsImplicitly}\n${lines}\nC: QUIT\nS: 221 2.0.0 Bye`),
  ).findings
  return finding
}

it.each(['SCRAM-SHA-256', 'OAUTHBEARER', 'SCRAM-SHA-256-PLUS'])(
  '%s without users: what to start the server with',
  (name) => {
    const finding = said(`C: AUTH ${name}\nauth ${name} unsupported\nS: 504 5.5.4 Mechanism not offered`)
    expect(finding?.id).toBe('auth-mechanism-unsupported')
    expect(finding?.why).toMatch(/^The server offers this mechanism only if it has users/)
    expect(finding?.fix).toMatch(/^Start the server with the user and password of the client \(--user\)/)
  },
)

it('one that was left out of those that are offered has nothing to do with users either', () => {
  const start = startsImplicitly.replace(/AUTH PLAIN LOGIN.*/, 'AUTH PLAIN')
  expect(start).toMatch(/AUTH PLAIN$/m)
  const [finding] = diagnose(
    transcript('smtps', `${start}\nC: AUTH SCRAM-SHA-256\nauth SCRAM-SHA-256 unsupported\nS: 504 5.5.4 Not offered\nC: QUIT\nS: 221 Bye`),
  ).findings // prettier-ignore
  expect(finding).toMatchObject({ why: 'The server does not have this mechanism.' })
  expect(finding?.fix).not.toContain('--user')
})

it('a mechanism that Fourport does not speak at all has nothing to do with users', () => {
  const finding = said(
    'C: AUTH SCRAM-SHA-1\nauth SCRAM-SHA-1 unsupported\nS: 504 5.5.4 Mechanism not offered',
  )
  expect(finding).toMatchObject({ why: 'The server does not have this mechanism.' })
  expect(finding?.fix).not.toContain('--user')
})

it.each([
  ['nonce-wrong', 'Its nonce is not the one'],
  ['channel-binding-wrong', 'channel binding (c=)'],
  ['channel-binding-unoffered', '-PLUS'],
  ['channel-binding-missing', 'must begin with "p="'],
  ['server-proof-refused', 'an empty line'],
])('a malformed SCRAM message says what is wrong with it (%s)', (hint, words) => {
  const finding = said(
    `C: AUTH SCRAM-SHA-256 …\nauth SCRAM-SHA-256 malformed user=bob hint=${hint}\nS: 501 5.5.2 Malformed`,
  )
  expect(finding?.id).toBe('auth-malformed')
  expect(finding?.why).toContain(words)
})

it.each([
  ['cancelled', 'S: 501 5.0.0 Cancelled'],
  ['abandoned', 'close client fin'],
])('who does not believe the server (%s) has no password to look for', (outcome, end) => {
  const finding = said(
    `C: AUTH SCRAM-SHA-256 …\nS: 334 …\nauth SCRAM-SHA-256 ${outcome} user=bob hint=server-proof-refused\n${end}`,
  )
  expect(finding?.id).toBe('auth-cancelled')
  expect(finding?.why).toMatch(/^The server had proved that it knows the password/)
  expect(finding?.fix).toMatch(/^Look at how the client checks the server's signature/)
})

it.each([
  ['channel-binding-overlooked', 'SCRAM-SHA-256', /removed it from the list/, /choose SCRAM-SHA-256-PLUS/],
  ['channel-binding-type', 'SCRAM-SHA-256-PLUS', /tls-exporter is for TLS 1\.3/, /SCRAM-SHA-256, which/],
  ['channel-binding-of-another', 'SCRAM-SHA-256-PLUS', /TLS ends somewhere in between/, /^Connect without/],
])('a login that is not bound to this channel is no wrong password (%s)', (hint, name, why, fix) => {
  const finding = said(`C: AUTH ${name} …\nauth ${name} rejected user=bob hint=${hint}\nS: 535 5.7.8 Refused`)
  expect(finding?.id).toBe('login-rejected')
  expect(finding?.why).toMatch(why)
  expect(finding?.fix).toMatch(fix)
})

it('a refusal that the client did not wait for is not told by its number', () => {
  const auth =
    'C: AUTH OAUTHBEARER …\nS: 334 e30=\nauth OAUTHBEARER rejected user=bob sent hint=password-wrong'
  expect(said(`${auth}\nS: 501 5.0.0 Cancelled`)?.saw).toBe('AUTH OAUTHBEARER for user "bob" was refused.')
  expect(said(`${auth}\nS: 535 5.7.8 Refused`)?.saw).toBe('AUTH OAUTHBEARER for user "bob" got 535.')
})

it.each([
  ['tells who has nothing to bind to', 'SCRAM-SHA-256-PLUS', '', /nothing to bind/, /--auth-mechanism/],
  ['has no word of it for who binds nothing', 'SCRAM-SHA-256', '', /no password, or/, /Check that user/],
  ['nor for who got as far as the proof', 'SCRAM-SHA-256-PLUS', ' user=bob hint=server-proof-refused', /did not accept the proof/, /signature/],
])('a login broken off %s', (_says, name, more, why, fix) => {
  const finding = said(`C: AUTH ${name}\nS: 334 \nauth-line cancel\nauth ${name} cancelled${more}\nS: 501 5.0.0 Cancelled`)
  expect(finding?.id).toBe('auth-cancelled')
  expect(finding?.why).toMatch(why)
  expect(finding?.fix).toMatch(fix)
}) // prettier-ignore

it('one that is ended in place of a first message tells it too', () => {
  const finding = said(
    'C: AUTH SCRAM-SHA-256-PLUS\nS: 334 \nauth SCRAM-SHA-256-PLUS abandoned\nclose client fin',
  )
  expect(finding).toMatchObject({
    id: 'auth-cancelled',
    why: expect.stringMatching(/nothing to bind/) as string,
  })
})

it('SCRAM-SHA-256-PLUS where it was not offered: how to have it offered', () => {
  const start = startsImplicitly.replace(
    /AUTH PLAIN LOGIN.*/,
    'AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2 SCRAM-SHA-256 OAUTHBEARER',
  )
  const [finding] = diagnose(
    transcript(
      'smtps',
      `${start}\nC: AUTH SCRAM-SHA-256-PLUS\nauth SCRAM-SHA-256-PLUS unsupported\nS: 504 5.5.4 Not offered\nC: QUIT\nS: 221 Bye`,
    ),
  ).findings
  expect(finding).toMatchObject({
    id: 'auth-mechanism-unsupported',
    why: 'The server offers this mechanism on request only.',
    fix: expect.stringMatching(/^Start the server with --auth-mechanism modern; or let/),
  })
})

it('msmtp of Debian 13, which leaves where SCRAM-SHA-256 is offered alone, is named the way out', () => {
  const leaves = (mechanisms: string, ciphers: number) =>
    diagnose(
      transcript(
        'smtps',
        `hello ciphers=${ciphers}\ntls\nS: 220 fourport\nC: EHLO localhost\nS: 250 fourport | AUTH ${mechanisms}\nC: QUIT\nS: 221 Bye\nclose client fin`,
        { port: { auth: 'required' } },
      ),
    ).findings[0]
  const users = 'PLAIN LOGIN CRAM-MD5 XOAUTH2 SCRAM-SHA-256 OAUTHBEARER'
  expect(leaves(users, 29)?.fix).toContain(
    'write `auth plain`, or start the server with --auth-mechanism modern',
  )
  expect(leaves(users, 30)?.fix).not.toContain('msmtp')
  expect(leaves(`${users} SCRAM-SHA-256-PLUS`, 29)?.fix).not.toContain('msmtp')
})
