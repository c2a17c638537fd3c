import { describe, expect, it } from 'vitest'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { FourportError } from '../../src/base/errors.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'

const library = (values: unknown) => resolveOptions([{ source: 'startServer() option', values }], 'library')
const file = (values: unknown) => resolveOptions([{ source: 'a.json', values }], 'command')
const flags = (values: unknown) => resolveOptions([{ source: 'command line', values }], 'command')

async function failure(run: () => unknown): Promise<FourportError> {
  try {
    await run()
  } catch (error) {
    if (error instanceof FourportError) return error
    throw error
  }
  throw new Error('expected a FourportError, nothing was thrown')
}

const told = async (run: () => unknown): Promise<string> => {
  const { code, message, help } = await failure(run)
  return `${code} ${message} ${help}`
}

it('options are read at once: what the caller changes afterwards changes nothing', async () => {
  const given = { hostNames: ['a.test'], maxMessages: 1 }
  const options = library(given)
  given.hostNames.push('b.test')
  given.maxMessages = 2
  expect(await options).toMatchObject({ hostNames: ['a.test'], maxMessages: 1 })
})

describe('defaults', () => {
  it('are ephemeral, quiet and without a page in the library', async () => {
    expect(await library({})).toMatchObject({
      host: ['127.0.0.1', '::1'],
      ports: { relay: 0, smtps: 0, submission: 0, submissionAlt: 0 },
      hints: false,
      http: 'off',
      auth: { smtps: 'optional', submission: 'optional', submissionAlt: 'optional' },
      sizeLimitBytes: 26_214_400,
    })
  })

  it('are the real numbers, hints and the page in the command', async () => {
    expect(await flags({})).toMatchObject({
      ports: { relay: 25, smtps: 465, submission: 587, submissionAlt: 2525 },
      hints: true,
      http: 8025,
      httpHost: ['127.0.0.1', '::1'],
    })
  })

  it('are free ports with anyPorts, but for those that are off or given a number there or above', async () => {
    const ports = { relay: 0, smtps: 0, submission: 0, submissionAlt: 0 }
    expect(await flags({ anyPorts: 'true' })).toMatchObject({ ports, http: 0 })
    expect(await file({ anyPorts: true, http: 'off' })).toMatchObject({ ports, http: 'off' })
    expect(await flags({ anyPorts: 'true', ports: ['465=1465', 'relay=off'] })).toMatchObject({
      ports: { ...ports, smtps: 1465, relay: 'off' },
    })
    const layered = (below: object, above: object) =>
      resolveOptions(
        [
          { source: 'environment', values: below },
          { source: 'command line', values: above },
        ],
        'command',
      )
    expect(await layered({ ports: 'smtps=1465', http: '8026' }, { anyPorts: 'true' })).toMatchObject({
      ports,
      http: 0,
    })
    expect(await layered({ anyPorts: 'true' }, { ports: ['smtps=1465'], http: '8026' })).toMatchObject({
      ports: { ...ports, smtps: 1465 },
      http: 8026,
    })
    await expect(library({ anyPorts: true })).rejects.toMatchObject({
      message: 'startServer() option anyPorts is an option of the command only.',
    })
  })

  it('are frozen, and so is what users gave', async () => {
    const options = await library({ ports: { relay: 1 }, host: '127.0.0.1' })
    expect(Object.isFrozen(options)).toBe(true)
    expect(Object.isFrozen(options.ports)).toBe(true)
    expect(Object.isFrozen(options.host)).toBe(true)
  })
})

describe('values', () => {
  const cases: readonly (readonly [string, unknown, object])[] = [
    ['sizes in text', { sizeLimitBytes: '10MB' }, { sizeLimitBytes: 10 * 1024 * 1024 }],
    ['sizes as numbers', { sizeLimitBytes: 1000 }, { sizeLimitBytes: 1000 }],
    ['times in text', { idleTimeoutMs: '30s', sessionTimeoutMs: '1.5m' }, { idleTimeoutMs: 30_000, sessionTimeoutMs: 90_000 }],
    ['times as milliseconds', { idleTimeoutMs: 250 }, { idleTimeoutMs: 250 }],
    ['booleans in text', { strictPorts: 'yes', hints: 'off' }, { strictPorts: true, hints: false }],
    ['hosts with commas', { host: '127.0.0.1, [::1]' }, { host: ['127.0.0.1', '::1'] }],
    ['ports by text', { ports: ['relay=10025', 'submission-alt=off'] }, { ports: { relay: 10_025, smtps: 465, submission: 587, submissionAlt: 'off' } }],
    ['auth for all', { auth: 'required' }, { auth: { smtps: 'required', submission: 'required', submissionAlt: 'required' } }],
    ['auth for one', { auth: ['smtps=required'] }, { auth: { smtps: 'required', submission: 'optional', submissionAlt: 'optional' } }],
    ['users, the first colon dividing', { users: ['a:b:c,d'] }, { users: [{ user: 'a', password: 'b:c,d' }] }],
    ['users by comma in one text', { users: 'a:1,b:2' }, { users: [{ user: 'a', password: '1' }, { user: 'b', password: '2' }] }],
    ['listeners by text', { listeners: ['dev=relay:1025'] }, { listeners: [{ name: 'dev', profile: 'relay', port: 1025, host: null }] }],
    ['a listener with an address', { listeners: [{ name: 'dev', profile: 'smtps', port: 0, host: '127.0.0.1' }] }, { listeners: [{ name: 'dev', profile: 'smtps', port: 0, host: ['127.0.0.1'] }] }],
    ['TLS versions in short', { tlsMinVersion: '1.3' }, { tlsMinVersion: 'TLSv1.3' }],
    ['paths made absolute', { certs: 'x' }, { certs: resolve('x') }],
    ['PEM text kept', { cert: '-----BEGIN CERTIFICATE-----', key: 'k.pem' }, { cert: '-----BEGIN CERTIFICATE-----', key: resolve('k.pem') }],
    ['release by URL', { release: 'smtps://u:p%40@mail.test?allow=@Mail.test' }, { release: { host: 'mail.test', port: 465, tls: 'implicit', user: 'u', password: 'p@', allowRecipients: ['@mail.test'] } }],
    ['release off', { release: 'off' }, { release: null }],
  ] // prettier-ignore
  it.each(cases)('reads %s', async (_what, values, expected) => {
    expect(await flags(values)).toMatchObject(expected)
  })

  it('of later layers win, ports and auth name by name', async () => {
    const options = await resolveOptions(
      [
        {
          source: 'fourport.config.json',
          values: { ports: { relay: 1, smtps: 2 }, auth: 'required', hostNames: ['a'] },
        },
        { source: 'environment', values: { ports: 'smtps=3', auth: 'smtps=off', hostNames: 'b,c' } },
        { source: 'command line', values: { hostNames: undefined, http: 'off' } },
      ],
      'command',
    )
    expect(options).toMatchObject({
      ports: { relay: 1, smtps: 3, submission: 587 },
      auth: { smtps: 'off', submission: 'required' },
      hostNames: ['b', 'c'],
      http: 'off',
    })
  })

  it('of a users file are added to the users', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'fourport-')), 'users')
    writeFileSync(file, '# staff\nann:one\r\n\nbob:two:three\n')
    expect((await library({ users: [{ user: 'c', password: 'd' }], usersFile: file })).users).toEqual([
      { user: 'c', password: 'd' },
      { user: 'ann', password: 'one' },
      { user: 'bob', password: 'two:three' },
    ])
  })
})

describe('a misspelt option', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['sizeLimit', 'sizeLimitBytes'],
    ['size-limit', 'sizeLimitBytes'],
    ['size_limit_bytes', 'sizeLimitBytes'],
    ['FOURPORT_SIZE_LIMIT', 'sizeLimitBytes'],
    ['port', 'ports'],
    ['user', 'users'],
    ['httpPort', 'http'],
    ['idleTimeout', 'idleTimeoutMs'],
    ['relaySTARTTLS', 'relayStartTls'],
    ['listener', 'listeners'],
    ['maxMessage', 'maxMessages'],
  ]
  it.each(cases)('%s is asked back as %s, in code and in a file', async (typed, meant) => {
    expect(await told(() => library({ [typed]: 1 }))).toContain(`Did you mean ${meant}?`)
    expect(await told(() => file({ [typed]: 1 }))).toContain(`Did you mean ${meant}?`)
  })
})

describe('refusals quote name, source, value and type', () => {
  const cases: readonly (readonly [string, () => unknown, readonly string[]])[] = [
    ['unknown name', () => library({ sizeLimitByte: 1 }), ['OPTION_UNKNOWN', '"sizeLimitByte"', 'startServer()', 'Did you mean sizeLimitBytes?']],
    ['name from the prototype', () => library({ toString: 1 }), ['OPTION_UNKNOWN', '"toString"']],
    ['option of the command', () => library({ json: true }), ['OPTION_UNKNOWN', 'startServer() option json', 'command only']],
    ['not an object', () => library('relay'), ['OPTION_INVALID', 'expected an object', '"relay" (string)']],
    ['port out of range', () => flags({ ports: ['relay=70000'] }), ['OPTION_INVALID', '--port relay: ', '0 to 65535', '"70000" (string)']],
    ['port not whole', () => library({ ports: { smtps: 1.5 } }), ['startServer() option ports.smtps', '1.5 (number)']],
    ['port out of range in a file', () => resolveOptions([{ source: 'a.json', values: { ports: { relay: 70_000 } } }], 'command'), ['ports.relay in a.json: ', '70000 (number)']],
    ['port of no such name', () => flags({ ports: ['imap=1'] }), ['--port', 'relay, smtps, submission or submission-alt', '"imap"']],
    ['port without a name', () => flags({ ports: ['10025'] }), ['--port', 'NAME=VALUE', '"10025"']],
    ['choice in the environment', () => resolveOptions([{ source: 'environment', values: { auth: 'requird' } }], 'command'), ['FOURPORT_AUTH', 'off, optional or required', '"requird"']],
    ['value in a file', () => resolveOptions([{ source: 'fourport.config.json', values: { hints: 3 } }], 'command'), ['hints in fourport.config.json', 'true or false', '3 (number)']],
    ['time without unit', () => flags({ idleTimeoutMs: '30' }), ['--idle-timeout', 'with its unit', '"30"']],
    ['time no timer keeps', () => library({ idleTimeoutMs: 1e12 }), ['2147483647', '1000000000000']],
    ['NaN', () => library({ maxMessages: Number.NaN }), ['maxMessages', 'whole number, 1 or more', 'got NaN (number)']],
    ['a BigInt', () => library({ maxMessages: 10n }), ['got 10n (bigint)']],
    ['a circle', () => { const circle: unknown[] = []; circle.push(circle); return library({ hints: circle }) }, ['(array)']],
    ['size of nothing', () => flags({ sizeLimitBytes: '0' }), ['--size-limit', '"0"']],
    ['host with a port', () => flags({ host: ['localhost:25'] }), ['--host: expected', 'without a port', '"localhost:25"']],
    ['half an address', () => flags({ host: ['127.0.1'] }), ['--host: expected', '"127.0.1"']],
    ['no host by a flag', () => flags({ host: [''] }), ['--host: expected an address to listen on, got "" (string).']],
    ['choice by a flag', () => flags({ auth: ['maybe'] }), ['--auth: expected off, optional or required', 'got "maybe" (string).']],
    ['port after others', () => flags({ ports: ['relay=1', '25'] }), ['--port: expected NAME=VALUE', 'got "25" (string).']],
    ['a mechanism that is none', () => flags({ authMechanisms: ['PLAIN,SCRAM-SHA-1'] }), ['--auth-mechanism: expected PLAIN, LOGIN', '(did you mean SCRAM-SHA-256?)', '"SCRAM-SHA-1"']],
    ['no mechanism', () => library({ authMechanisms: [] }), ['authMechanisms', 'expected PLAIN, LOGIN', '(array)']],
    ['no host', () => library({ host: [] }), ['host', 'an address to listen on', '(array)']],
    ['listener without a port', () => flags({ listeners: ['dev=relay'] }), ['--listen: expected', 'NAME=PROFILE:PORT', '"dev=relay"']],
    ['listener of no profile', () => flags({ listeners: ['dev=imap:1'] }), ['--listen profile: expected', '"imap"']],
    ['origin with a path', () => flags({ corsOrigins: ['https://a.test/x'] }), ['--cors-origin: expected', '"https://a.test/x"']],
    ['field of a user', () => library({ users: [{ user: 'a', password: 'hunter2', x: 1 }] }), ['startServer() option users[0].x: expected only user and password']],
    ['misspelt field of a user', () => library({ users: [{ user: 'a', pasword: 'hunter2' }] }), ['users[0].pasword: expected only user and password (did you mean password?)']],
    ['misspelt field of a listener', () => library({ listeners: [{ name: 'a', profil: 'relay', port: 0 }] }), ['listeners[0].profil: expected only name, profile, port and host (did you mean profile?)']],
    ['misspelt profile', () => library({ listeners: [{ name: 'a', profile: 'submissionAlt', port: 0 }] }), ['submission-alt or catcher (did you mean submission-alt?)']],
    ['parameter of the release', () => flags({ release: 'smtp://mail.test?alow=a@b.test' }), ['--release', 'expected only tls and allow (did you mean allow?)']],
    ['parameter of the release of one letter', () => flags({ release: 'smtp://mail.test?alow=a' }), ['a text of 1 character (']],
    ['port by the name of the other spelling, by a flag', () => flags({ ports: ['submissionAlt=1'] }), ['--port: ', '(did you mean submission-alt?)']],
    ['port by the name of the other spelling, in a file', () => file({ auth: { submissionAlt: 'off' } }), ['auth in a.json: ', '(did you mean submission-alt?)']],
    ['port by the name of the other spelling, in code', () => library({ ports: { 'submission-alt': 1 } }), ['ports: ', '(did you mean submissionAlt?)']],
    ['port of that name, in a file', () => file({ ports: { 'submission-alt': 70_000 } }), ['ports.submission-alt in a.json: ']],
    ['field of the release', () => library({ release: { host: 'mail.test', allow: ['a@b'] } }), ['release.allow: expected only host, port, tls, user, password and allowRecipients (did you mean allowRecipients?)']],
    ['password of a release without its user', () => flags({ release: 'smtp://:secret@mail.test?allow=*' }), ['--release', 'expected the user of the password']],
    ['release to everyone by default', () => library({ release: { host: 'mail.test' } }), ['release.allowRecipients', 'recipients']],
    ['missing users file', () => flags({ usersFile: '/nowhere/users' }), ['OPTION_INVALID', '--users-file', 'ENOENT', '/nowhere/users']],
    ['long values cut', () => library({ serverName: 'x y'.repeat(500) }), ['serverName', '…']],
  ] // prettier-ignore
  it.each(cases)('%s', async (_what, run, parts) => {
    const text = await told(run)
    for (const part of parts) expect(text).toContain(part)
    expect(text.length).toBeLessThan(900)
  })

  it.each([
    ['user', { users: ['hunter2'] }],
    ['user of a list', { users: [{ user: '', password: 'hunter2' }] }],
    ['login of the page', { httpAuth: 'hunter2' }],
    ['token', { httpToken: 'hunter2 hunter2' }],
    ['release', { release: 'http://u:hunter2@x' }],
    ['key', { key: 'hunter2\n' }],
  ])('never a password: %s', async (_what, values) => {
    const text = await told(() => flags(values))
    expect(text).toContain('OPTION_INVALID')
    expect(text).not.toContain('hunter2')
  })

  it('never a line of the users file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'fourport-')), 'users')
    writeFileSync(file, 'ann:one\nhunter2\n')
    const text = await told(() => library({ usersFile: file }))
    expect(text).toContain('line 2')
    expect(text).not.toContain('hunter2')
    writeFileSync(file, '# none\n')
    expect(await told(() => library({ usersFile: file }))).toContain('contains no users')
  })
})

describe('the web root', () => {
  it.each([
    ['/mail', '/mail'],
    ['mail', '/mail'],
    ['/team//mail/', '/team/mail'],
    ['/v1.2/~ann_x-1', '/v1.2/~ann_x-1'],
    ['/', ''],
  ])('%s is %j', async (given, read) => {
    expect((await flags({ webRoot: given })).webRoot).toBe(read)
    expect((await library({ webRoot: given })).webRoot).toBe(read)
  })

  it('is the top by default', async () => expect((await flags({})).webRoot).toBe(''))

  it.each(['/a/../b', '/.', '/a b', '/a?b', '/a#b', '/%61', '/ü', 'http://x.test/a', '/a\\b'])(
    'is not %s',
    async (given) => {
      const text = await told(() => flags({ webRoot: given }))
      expect(text).toContain('--web-root: expected a path of letters, digits')
      expect(text).toContain('--web-root /mail')
    },
  )
})

describe('contradictions', () => {
  const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['certificate without key', { cert: 'c.pem' }, ['--cert', 'without --key']],
    ['key without certificate', { key: 'k.pem' }, ['--key', 'without --cert']],
    ['users while nobody can log in', { users: ['a:b'], auth: 'off' }, ['--user', '--auth']],
    ['no TLS version left', { tlsMinVersion: '1.3', tlsMaxVersion: '1.2' }, ['--tls-min-version (TLSv1.3)', '--tls-max-version (TLSv1.2)']],
    ['messages larger than the store', { sizeLimitBytes: '1GB' }, ['--size-limit allows messages of 1073741824 bytes', 'the default of --max-message-bytes is 268435456 bytes', 'Give --size-limit 268435456 or less']],
    ['one number twice', { ports: ['relay=587'] }, ['--port relay and the default of --port submission are both 587']],
    ['the number of the page', { http: '2525' }, ['The default of --port submission-alt and --http-port are both 2525']],
    ['a listener called like a port', { listeners: ['smtps=relay:1025'] }, ['--listen', '"smtps" is taken']],
    ['a page open to the network', { host: '0.0.0.0' }, ['--host is 0.0.0.0', '--http-auth', '--insecure-no-auth']],
    ['a page alone open to the network', { httpHost: '192.0.2.1' }, ['--http-host is 192.0.2.1']],
  ] // prettier-ignore
  it.each(cases)('%s', async (_what, values, parts) => {
    const text = await told(() => flags(values))
    for (const part of ['OPTION_CONFLICT', ...parts]) expect(text).toContain(part)
  })

  it.each([
    ['with a login', { httpAuth: 'a:b' }],
    ['with a token', { httpToken: 'abc' }],
    ['without a page', { http: 'off' }],
    ['with a local page', { httpHost: '127.0.0.1' }],
    ['on demand', { insecureNoAuth: true }],
  ])('not: all addresses %s', async (_what, values) => {
    expect((await flags({ host: '0.0.0.0', ...values })).host).toEqual(['0.0.0.0'])
  })
})
