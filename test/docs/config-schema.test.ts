import { Ajv2020 } from 'ajv/dist/2020.js'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { optionNames } from '../../src/options/table.ts'
import { configSchema } from './support/config-schema.ts'

const file = fileURLToPath(new URL('../../config.schema.json', import.meta.url))

const written = JSON.stringify(await configSchema())

describe('config.schema.json', () => {
  it('is what the option table says (`npx vitest run test/docs/config-schema.test.ts -u` writes it)', async () => {
    const page = await format(written, { ...(await resolveConfig(file)), parser: 'json' })
    await expect(page).toMatchFileSnapshot(file)
  })

  const schema = JSON.parse(written) as { properties: Record<string, unknown> }
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema)

  it('knows every option but the name of the file', () => {
    const known = optionNames.filter((name) => name !== 'config')
    expect(Object.keys(schema.properties).toSorted()).toEqual(['$schema', ...known].toSorted())
  })

  const taken: readonly object[] = [
    {},
    { host: '127.0.0.1' },
    { host: ['127.0.0.1', '::1'] },
    { ports: { relay: 1025, smtps: 'off', 'submission-alt': 0 } },
    { listeners: [{ name: 'dev', profile: 'submission-alt', port: 1026, host: '127.0.0.2' }, 'old=relay:26'] },
    { ports: { 587: 1587 } },
    { auth: { 465: 'required' } },
    { auth: 'required' },
    { auth: { smtps: 'required', 'submission-alt': 'off' } },
    { users: [{ user: 'a', password: 'b' }, 'c:d'] },
    { sizeLimitBytes: '25MB', idleTimeoutMs: '5m', maxAgeMs: 0, closeTimeoutMs: 1000 },
    { sizeLimitBytes: 1024, maxMessages: 10, maxAgeMs: '1h' },
    { tlsMinVersion: '1.0', tlsMaxVersion: 'TLSv1.2' },
    { faults: ['RCPT to=*@busy.test code=451', { at: 'dot', delayMs: 5, reply: { code: 451, enhanced: null } }] },
    { http: 'off' },
    { http: 0, httpAuth: 'a:b', httpToken: 'abc', https: true, corsOrigins: ['https://app.test:3000'] },
    { release: 'smtps://mail.test?allow=a@b.test' },
    { release: { host: 'mail.test', tls: 'implicit', user: 'a', password: 'b', allowRecipients: ['@b.test'] } },
    { release: 'off', failOn: 'error', json: true, quiet: false, color: 'never', hints: false, record: 'r' },
  ] // prettier-ignore
  it.each(taken)('and the command both take %j', async (values) => {
    expect(validate(values) ? null : validate.errors).toBeNull()
    await expect(resolveOptions([{ source: 'a.json', values }], 'command')).resolves.toBeDefined()
  })

  const refused: readonly object[] = [
    { sizeLimit: 1 },
    { ports: { submissionAlt: 1 } },
    { ports: { relay: 65_536 } },
    { ports: { relay: 1.5 } },
    { listeners: [{ name: 'dev', profile: 'submissionAlt', port: 1 }] },
    { listeners: [{ name: 'dev', profile: 'relay', port: 1, tls: 'none' }] },
    { auth: 'maybe' },
    { auth: { relay: 'off' } },
    { users: ['a'] },
    { users: [{ user: 'a' }] },
    { sizeLimitBytes: '25 apples' },
    { sizeLimitBytes: 0 },
    { idleTimeoutMs: '30' },
    { idleTimeoutMs: 1.5 },
    { maxMessages: 0 },
    { tlsMinVersion: '2.0' },
    { hints: 3 },
    { faults: [{ at: 'RCTP', cut: 'fin' }] },
    { faults: [{ at: 'RCPT', reply: { code: 99 } }] },
    { faults: [{ at: 'RCPT', cutt: 'fin' }] },
    { faults: [5] },
    { httpToken: 'a b' },
    { release: { host: 'mail.test' } },
    { release: { host: 'mail.test', password: 'b', allowRecipients: ['*'] } },
    { config: 'other.json' },
  ]
  it.each(refused)('and the command both refuse %j', async (values) => {
    expect(validate(values)).toBe(false)
    // That a file names no other is said where it is read.
    if (!('config' in values))
      await expect(resolveOptions([{ source: 'a.json', values }], 'command')).rejects.toThrow(/a\.json/)
  })
})
