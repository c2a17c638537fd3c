import { describe, expect, it } from 'vitest'
import type { PortProfile } from '../../src/model/port-profile.ts'
import { profiles } from '../../src/model/port-profile.ts'
import { offersAuth, refusalOf, type State } from '../../src/protocol/states.ts'
import { replies } from '../../src/protocol/replies/replies.ts'

const verbs = 'EHLO HELO MAIL RCPT DATA RSET NOOP QUIT VRFY HELP STARTTLS AUTH EXPN BDAT XYZZY'.split(' ')
const opportunistic: PortProfile = { ...profiles.relay, tls: 'starttls', tlsRequired: false }
const form = { hasArgument: false, isUtf8: true, withheld: false }
const demanding: PortProfile = { ...profiles.submission, auth: 'required' }

/** Verb to code, in the order of `verbs`; `.` is allowed. One line a state. */
const table: readonly (readonly [string, PortProfile, boolean, State, boolean, string])[] = [
  [
    'relay, at first',
    profiles.relay,
    false,
    'connected',
    false,
    '. . 503 503 503 . . . . . 502 502 502 502 500',
  ],
  ['relay, greeted', profiles.relay, false, 'greeted', false, '. . . 503 503 . . . . . 502 502 502 502 500'],
  ['relay, after MAIL', profiles.relay, false, 'mail', false, '. . 503 . 503 . . . . . 502 502 502 502 500'],
  ['relay, after RCPT', profiles.relay, false, 'rcpt', false, '. . 503 . . . . . . . 502 502 502 502 500'],
  [
    'relay that offers STARTTLS',
    opportunistic,
    false,
    'greeted',
    false,
    '. . . 503 503 . . . . . . 502 502 502 500',
  ],
  ['relay under TLS', opportunistic, true, 'greeted', false, '. . . 503 503 . . . . . 503 502 502 502 500'],
  [
    'submission before TLS',
    profiles.submission,
    false,
    'greeted',
    false,
    '. . 530 530 530 530 . . 530 530 . 530 530 530 530',
  ],
  [
    'submission before EHLO',
    profiles.submission,
    false,
    'connected',
    false,
    '. . 530 530 530 530 . . 530 530 . 530 530 530 530',
  ],
  [
    'submission under TLS',
    profiles.submission,
    true,
    'greeted',
    false,
    '. . . 503 503 . . . . . 503 . 502 502 500',
  ],
  [
    'submission, logged in',
    profiles.submission,
    true,
    'greeted',
    true,
    '. . . 503 503 . . . . . 503 503 502 502 500',
  ],
  [
    'submission, login inside',
    profiles.submission,
    true,
    'mail',
    false,
    '. . 503 . 503 . . . . . 503 503 502 502 500',
  ],
  ['submission, login due', demanding, true, 'greeted', false, '. . 530 530 530 . . . . . 503 . 502 502 500'],
  [
    'submission, no EHLO yet',
    demanding,
    true,
    'connected',
    false,
    '. . 503 503 503 . . . . . 503 503 502 502 500',
  ],
  ['smtps', profiles.smtps, true, 'greeted', false, '. . . 503 503 . . . . . 503 . 502 502 500'],
  [
    '2525 before TLS',
    profiles['submission-alt'],
    false,
    'greeted',
    false,
    '. . 530 530 530 530 . . 530 530 . 530 530 530 530',
  ],
]

describe('the table of states', () => {
  it.each(table)('%s', (_name, profile, secure, state, authenticated, expected) => {
    const codes = verbs.map((verb) => {
      const name = refusalOf({ ...form, profile, secure, startedTls: secure, state, authenticated, verb })
      return name === null ? '.' : String(replies[name].code)
    })
    expect(codes.join(' ')).toBe(expected)
  })

  it('asks for a second EHLO by name after STARTTLS', () => {
    const input = {
      ...form,
      profile: profiles.submission,
      secure: true,
      state: 'connected',
      authenticated: false,
    } as const
    expect(refusalOf({ ...input, startedTls: true, verb: 'MAIL' })).toBe('ehloAgain')
    expect(refusalOf({ ...input, startedTls: false, verb: 'MAIL' })).toBe('ehloFirst')
  })

  it.each(['DATA', 'RSET', 'QUIT', 'STARTTLS'])(
    '%s takes no argument, and says so once it is in order',
    (verb) => {
      const input = {
        ...form,
        hasArgument: true,
        withheld: false,
        secure: false,
        startedTls: false,
        authenticated: false,
        verb,
      }
      const profile: PortProfile = opportunistic
      expect(refusalOf({ ...input, profile, state: 'rcpt' })).toBe('noArgument')
      expect(refusalOf({ ...input, profile: profiles.submission, state: 'rcpt' })).toBe(
        verb === 'QUIT' || verb === 'STARTTLS' ? 'noArgument' : 'starttlsFirst',
      )
    },
  )

  it('offers AUTH only where TLS is on, or can never be', () => {
    expect(offersAuth(profiles.submission, false)).toBe(false)
    expect(offersAuth(profiles.submission, true)).toBe(true)
    expect(offersAuth(profiles.relay, false)).toBe(false)
    expect(offersAuth({ ...profiles.relay, auth: 'optional' }, false)).toBe(true)
  })
})

describe('the replies', () => {
  it.each(Object.entries(replies))('%s: class, section and one line that says what to do', (name, reply) => {
    expect(reply.rfc).toMatch(/^\d{4} §/)
    expect(reply.text).toMatch(/^[\x20-\x7e]{1,200}$/)
    if (reply.enhanced !== null)
      expect(reply.enhanced).toMatch(new RegExp(`^${Math.floor(reply.code / 100)}\\.\\d\\.\\d`))
    if (reply.code >= 400 && name !== 'authCancelled') expect(reply.text).toMatch(/: |argument/)
  })
})
