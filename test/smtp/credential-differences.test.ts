import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { AuthObserved } from '../../src/model/observation.ts'
import { startEngine } from '../support/smtp-bench.ts'
import { Wire } from '../support/wire.ts'

const b64 = (text: string): string => Buffer.from(text).toString('base64')
const users = { 'ann@x.test': 'kept secret', 'bob@x.test': '"p%41ss"', 'cyd@x.test': 'abcdefghijkl' }

/** What the record says of one login, and the whole record as text. */
async function tried(
  lines: readonly string[] | ((wire: Wire) => Promise<void>),
  known: Readonly<Record<string, string>> | null = users,
): Promise<{ readonly auth: AuthObserved; readonly record: string }> {
  await using server = await startEngine(known === null ? {} : { users: known })
  const wire = await Wire.openTls(server.ports.smtps)
  await wire.reply()
  await wire.command('EHLO client.test')
  if (typeof lines === 'function') await lines(wire)
  else for (const line of lines) await wire.command(line)
  wire.end()
  const record = await server.session()
  const auth = record.entries.find((entry) => entry.kind === 'auth')!
  return { auth, record: JSON.stringify(record) }
}

const plain = (user: string, password: string) => tried([`AUTH PLAIN ${b64(`\0${user}\0${password}`)}`])

describe('a refused login says how it differs', () => {
  it.each<[string, string, string, AuthObserved['hints']]>([
    ['spaces around the password', 'ann@x.test', ' kept secret\t', ['password-spaces']],
    ['a character that nobody sees', 'ann@x.test', 'kept secret\u200b', ['password-spaces']],
    ['one in the middle', 'ann@x.test', 'kept\u2060 secret', ['password-spaces-within']],
    ['a user that ends with one', 'ann@x.test\u200b', 'nothing like it', ['user-spaces']],
    ['spaces within', 'cyd@x.test', 'abcd efgh ijkl', ['password-spaces-within']],
    ['spaces that are missing', 'ann@x.test', 'keptsecret', ['password-spaces-within']],
    ['a line break', 'ann@x.test', 'kept secret\r\n', ['password-trailing-newline', 'password-spaces']],
    ['straight quotes', 'ann@x.test', '"kept secret"', ['password-quoted']],
    ['curly quotes', 'ann@x.test', '“kept secret”', ['password-quoted']],
    ['quotes that are missing', 'bob@x.test', 'p%41ss', ['password-quoted']],
    ['URL-encoding', 'ann@x.test', 'kept%20secret', ['password-url-encoded']],
    ['URL-decoding', 'bob@x.test', '"pAss"', ['password-url-decoded']],
    ['base64', 'ann@x.test', b64('kept secret'), ['password-base64']],
    ['base64 of both', b64('ann@x.test'), b64('kept secret'), ['user-base64', 'password-base64']],
    ['a user in quotes', '"ann@x.test"', 'kept secret', ['user-quoted']],
    ['a user URL-encoded', 'ann%40x.test', 'kept secret', ['user-url-encoded']],
    ['a user with spaces', ' ann@x.test', 'nothing like it', ['user-spaces']],
    ['undefined', 'undefined', 'undefined', ['user-placeholder', 'password-placeholder']],
    ['a variable of a shell', 'ann@x.test', '$SMTP_PASS', ['password-placeholder']],
    ['a variable of Windows', 'ann@x.test', '%SMTP_PASS%', ['password-placeholder']],
    ['another password', 'ann@x.test', 'kept secrets', []],
    ['its beginning', 'ann@x.test', 'kept secre', []],
    ['other letters', 'ann@x.test', 'KEPT SECRET', []],
    ['of another user', 'ann@x.test', 'abcdefghijkl', []],
    ['half of a pair of quotes', 'ann@x.test', '"kept secret', []],
    ['a percent sign that encodes nothing', 'ann@x.test', '%zz', []],
  ])('%s', async (_what, user, password, expected) => {
    const { auth, record } = await plain(user, password)
    expect(auth.outcome).toBe('rejected')
    const known = new Set(['user-unknown', 'password-wrong', 'user-without-at', 'user-with-space'])
    expect(auth.hints.filter((hint) => !known.has(hint))).toEqual(expected)
    expect(record).not.toContain('kept secret')
    expect(record).not.toContain('abcdefghijkl')
  })

  it('keeps no user that is the password', async () => {
    const { auth, record } = await plain('kept secret', 'ann@x.test')
    expect(auth).toMatchObject({ outcome: 'rejected', user: null })
    expect(auth.hints).toContain('user-and-password-swapped')
    expect(record).not.toContain('kept secret')
  })

  it('nor one that came with a token, when the client leaves before the 535', async () => {
    const { auth, record } = await tried([
      `AUTH XOAUTH2 ${b64('user=kept secret\u0001auth=Bearer ann@x.test\u0001\u0001')}`,
    ])
    expect(auth).toMatchObject({ outcome: 'rejected', user: null })
    expect(record).not.toContain('kept secret')
  })

  it.each([
    ['PLAIN', [`AUTH PLAIN ${b64('\0ann@x.test\n\0kept secret')}`]],
    ['LOGIN', ['AUTH LOGIN', b64('ann@x.test\r\n')]],
  ])('a user that ends with a line break, %s', async (_mechanism, lines) => {
    const { auth } = await tried(lines)
    expect(auth).toMatchObject({ outcome: 'malformed', user: null, hints: ['user-trailing-newline'] })
  })

  it.each<[string, AuthObserved['hints']]>([
    ['kept secret\n', ['password-wrong', 'password-spaces']],
    ["'kept secret'", ['password-wrong', 'password-quoted']],
    [b64('kept secret'), ['password-wrong', 'password-base64']],
    ['undefined', ['password-wrong', 'password-placeholder']],
    ['another', ['password-wrong']],
    ['kept secret', []],
  ])('CRAM-MD5 by %j', async (password, expected) => {
    const { auth } = await tried(async (wire) => {
      const challenge = Buffer.from((await wire.command('AUTH CRAM-MD5')).slice(4), 'base64').toString()
      const digest = createHmac('md5', password).update(challenge).digest('hex')
      await wire.command(b64(`ann@x.test ${digest}`))
    })
    expect(auth.hints).toEqual(expected)
  })

  it('CRAM-MD5 by a password in groups of four, as Gmail shows it', async () => {
    const { auth } = await tried(async (wire) => {
      const challenge = Buffer.from((await wire.command('AUTH CRAM-MD5')).slice(4), 'base64').toString()
      const digest = createHmac('md5', 'abcd efgh ijkl').update(challenge).digest('hex')
      await wire.command(b64(`cyd@x.test ${digest}`))
    })
    expect(auth.hints).toEqual(['password-wrong', 'password-spaces-within'])
  })
})

describe('without users any login is accepted', () => {
  it.each<[string, AuthObserved['hints']]>([
    ['${SMTP_PASS}', ['password-placeholder']],
    ['null', ['password-placeholder']],
    ['$ecret', []],
    ['$SECRET', []],
    ['"quoted"', []],
    ['%41', []],
  ])('by %j', async (password, expected) => {
    const { auth } = await tried([`AUTH PLAIN ${b64(`\0ann\0${password}`)}`], null)
    expect(auth).toMatchObject({ outcome: 'accepted', user: 'ann', hints: expected })
  })
})
