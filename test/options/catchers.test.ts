import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type CatcherName, catcherNames } from '../../src/options/catcher-names.ts'
import { catcherLayer, withListenerOf } from '../../src/options/catchers/catcher-layer.ts'
import { maildevVariables } from '../../src/options/catchers/maildev.ts'
import { mailhogVariables } from '../../src/options/catchers/mailhog.ts'
import { mailpitVariables } from '../../src/options/catchers/mailpit.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import type { ResolvedOptions } from '../../src/options/options.ts'

type Variables = Readonly<Record<string, string>>

async function resolve(
  name: CatcherName,
  env: Variables,
  flags: Readonly<Record<string, unknown>> = {},
): Promise<ResolvedOptions> {
  const layer = catcherLayer(name, env)
  const layers = withListenerOf(layer, [{ source: 'command line', values: { as: name, ...flags } }])
  return resolveOptions([layer, ...layers], 'command')
}

const catcher = { profile: 'catcher', port: 1025, host: null }

describe('in the place of another catcher', () => {
  it.each([
    ['mailpit', 8025],
    ['mailhog', 8025],
    ['maildev', 1080],
  ] as const)('%s adds its listener and its page to the four', async (name, http) => {
    const options = await resolve(name, {})
    expect(options).toMatchObject({
      http,
      ports: { relay: 25, smtps: 465, submission: 587, submissionAlt: 2525 },
      listeners: [{ name, ...catcher }],
      users: [],
      warnings: [],
    })
  })

  const read: readonly (readonly [CatcherName, Variables, object])[] = [
    // Symfony's recipe, Ghost, Formbricks.
    ['mailpit', { MP_SMTP_AUTH_ACCEPT_ANY: '1', MP_SMTP_AUTH_ALLOW_INSECURE: '1', MP_MAX_MESSAGES: '5000' }, { maxMessages: 5000, users: [] }],
    ['mailpit', { MP_MAX_MESSAGES: '0', MP_MAX_AGE: '3d', MP_SMTP_MAX_RECIPIENTS: '50' }, { maxMessages: 50_000, maxAgeMs: 259_200_000, maxRecipients: 50 }],
    ['mailpit', { MP_SMTP_BIND_ADDR: '127.0.0.1:2025', MP_UI_BIND_ADDR: ':80', MP_WEBROOT: 'mail/' }, { http: 80, webRoot: '/mail', listeners: [{ name: 'mailpit', profile: 'catcher', port: 2025, host: ['127.0.0.1'] }] }],
    ['mailpit', { MP_DATABASE: '/data/mailpit.db' }, { store: '/data/mailpit.db' }],
    ['mailpit', { MP_DATA_FILE: '/data/mailpit.db' }, { store: '/data/mailpit.db' }],
    ['mailpit', { MP_DATA_FILE: '/old.db', MP_DATABASE: '/new.db' }, { store: '/new.db' }],
    ['mailpit', { MP_SMTP_BIND_ADDR: '[::1]:1025' }, { listeners: [{ host: ['::1'] }] }],
    ['mailpit', { MP_SMTP_AUTH: 'ann:one bob:two' }, { users: [{ user: 'ann', password: 'one' }, { user: 'bob', password: 'two' }], auth: { catcher: 'required', submission: 'optional' } }],
    ['mailpit', { MP_UI_AUTH: 'ann:one', MP_QUIET: 'true' }, { httpAuth: 'ann:one', quiet: true }],
    ['mailpit', { MP_SMTP_TLS_CERT: '/c.pem', MP_SMTP_TLS_KEY: '/k.pem' }, { cert: '/c.pem', key: '/k.pem', https: false, listeners: [catcher] }],
    ['mailpit', { MP_UI_TLS_CERT: '/c.pem', MP_UI_TLS_KEY: '/k.pem' }, { cert: '/c.pem', key: '/k.pem', https: true }],
    ['mailpit', { MP_SMTP_REQUIRE_STARTTLS: 'true' }, { listeners: [{ profile: 'submission' }] }],
    ['mailpit', { MP_SMTP_REQUIRE_TLS: 'true' }, { listeners: [{ profile: 'smtps' }] }],
    ['mailpit', { MP_SMTP_REQUIRE_TLS: 'false', MP_ENABLE_SPAMASSASSIN: '' }, { listeners: [catcher] }],
    ['mailpit', { MP_API_CORS: 'https://app.test:3000' }, { corsOrigins: ['https://app.test:3000'] }],
    // Lando, DDEV.
    ['mailhog', { MH_UI_BIND_ADDR: ':80', MH_API_BIND_ADDR: ':80', MH_STORAGE: 'memory', MH_HOSTNAME: 'mail.test', MH_UI_WEB_PATH: 'mailhog' }, { http: 80, webRoot: '/mailhog', serverName: 'mail.test' }],
    ['mailhog', { MH_API_BIND_ADDR: ':81', MH_SMTP_BIND_ADDR: ':2500' }, { http: 81, listeners: [{ port: 2500 }] }],
    // Alertmanager.
    ['maildev', { MAILDEV_INCOMING_USER: 'user', MAILDEV_INCOMING_PASS: 'pass' }, { users: [{ user: 'user', password: 'pass' }], auth: { catcher: 'required' } }],
    ['maildev', { MAILDEV_SMTP_PORT: '2500', MAILDEV_WEB_PORT: '2501', MAILDEV_WEB_USER: 'a', MAILDEV_WEB_PASS: 'b' }, { http: 2501, httpAuth: 'a:b', listeners: [{ port: 2500 }] }],
    ['maildev', { MAILDEV_BASE_PATHNAME: '/maildev' }, { http: 1080, webRoot: '/maildev' }],
    ['maildev', { MAILDEV_BASE_PATHNAME: '/maildev', MAILDEV_DISABLE_WEB: 'true' }, { http: 'off', webRoot: '' }],
    ['maildev', { MAILDEV_DISABLE_WEB: 'true', MAILDEV_BASE_PATHNAME: '/maildev' }, { http: 'off', webRoot: '' }],
    ['maildev', { MAILDEV_DISABLE_WEB: 'true', MAILDEV_IP: '127.0.0.1' }, { http: 'off', listeners: [{ host: ['127.0.0.1'] }] }],
  ] // prettier-ignore
  it.each(read)('%s reads %j', async (name, env, options) => {
    const resolved = await resolve(name, env)
    expect(resolved).toMatchObject(options)
    expect(resolved.warnings).toEqual([])
  })

  it.each([
    ['mailpit', { MP_TAG: 'x', MP_DATABASE: 'https://u:hunter2@rqlite.test', MP_SMTP_AUTH_ACCEPT_ANY: '1' }, 'MP_DATABASE, MP_TAG: Fourport does not read these variables of Mailpit. To keep messages over a restart, give a file of Fourport (--store).'],
    ['mailpit', { MP_SMTP_RELAY_PASSWORD: 'hunter2', MP_SMTP_TLS_CERT: 'sans:mail.test' }, 'MP_SMTP_RELAY_PASSWORD, MP_SMTP_TLS_CERT: Fourport does not read these variables of Mailpit.'],
    ['mailpit', { MP_API_CORS: '*' }, 'MP_API_CORS: Fourport does not read this variable of Mailpit.'],
    ['mailhog', { MH_STORAGE: 'mongodb', MH_MONGO_URI: 'mongo:1' }, 'MH_MONGO_URI, MH_STORAGE: Fourport does not read these variables of MailHog. To keep messages over a restart, give a file of Fourport (--store).'],
    ['maildev', { MAILDEV_MAIL_DIRECTORY: '/mail' }, 'MAILDEV_MAIL_DIRECTORY: Fourport does not read this variable of MailDev. To keep messages over a restart, give a file of Fourport (--store).'],
    ['maildev', { MAILDEV_OUTGOING_PASS: 'hunter2' }, 'MAILDEV_OUTGOING_PASS: Fourport does not read this variable of MailDev.'],
  ] as const)('%s names in one warning what it does not read of %j', async (name, env, warning) => {
    expect((await resolve(name, env)).warnings).toEqual([warning])
  }) // prettier-ignore

  it('gives way to flags, and keeps its listener beside those that they add', async () => {
    const env = { MP_UI_BIND_ADDR: ':80', MP_SMTP_BIND_ADDR: ':2025' }
    expect(await resolve('mailpit', env, { http: '8080', listeners: ['dev=relay:2026'] })).toMatchObject({
      http: 8080,
      listeners: [
        { name: 'dev', profile: 'relay', port: 2026 },
        { name: 'mailpit', profile: 'catcher', port: 2025 },
      ],
    })
    const own = ['mailpit=catcher:2027']
    expect((await resolve('mailpit', env, { listeners: own })).listeners).toMatchObject([{ port: 2027 }])
  })

  it('refuses a value that does not fit, and says whose it is', async () => {
    await expect(resolve('mailpit', { MP_MAX_MESSAGES: 'many' })).rejects.toThrow(
      'maxMessages in the variables of Mailpit: expected',
    )
  })

  it('reads the variables that docs/moving-in.md lists, and no other', () => {
    const page = readFileSync(new URL('../../docs/moving-in.md', import.meta.url), 'utf8')
    const rows = page.split('\n').filter((line) => line.startsWith('| `M'))
    const listed = rows.flatMap((row) => row.split('|')[1]!.match(/[A-Z][A-Z_]+/g) ?? [])
    const known = [mailpitVariables, mailhogVariables, maildevVariables].flatMap((one) => Object.keys(one))
    expect(listed.toSorted()).toEqual(known.toSorted())
  })

  it('reads no variable of the others', async () => {
    for (const name of catcherNames) {
      const env = { MP_QUIET: '1', MH_HOSTNAME: 'a.test', MAILDEV_WEB_PORT: '9' }
      const { quiet, serverName, http } = await resolve(name, env)
      expect([quiet, serverName === 'a.test', http === 9]).toEqual(catcherNames.map((one) => one === name))
    }
  })
})
