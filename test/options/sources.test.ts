import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configFileLayer } from '../../src/options/config-file.ts'
import { environmentLayer } from '../../src/options/environment.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { envName, optionNames, optionTable } from '../../src/options/table.ts'

function written(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'fourport-')), 'some.json')
  writeFileSync(file, text)
  return file
}

describe('the table', () => {
  it('gives each option a flag and a variable of its own', () => {
    expect(new Set(optionNames.map((name) => optionTable[name].flag)).size).toBe(optionNames.length)
    expect(new Set(optionNames.map(envName)).size).toBe(optionNames.length)
  })

  it('has defaults that its own kinds accept', async () => {
    await expect(resolveOptions([], 'library')).resolves.toBeDefined()
    await expect(resolveOptions([], 'command')).resolves.toBeDefined()
  })
})

describe('the environment', () => {
  it('sets options by their variables, and nothing by other ones', () => {
    const layer = environmentLayer({
      PATH: '/bin',
      FOURPORT_PORTS: 'relay=10025',
      FOURPORT_SIZE_LIMIT: '1MB',
      FOURPORT_AUTH: '',
    })
    expect(layer.values).toEqual({ ports: 'relay=10025', sizeLimitBytes: '1MB' })
  })

  it('refuses an unknown variable and names the one meant', () => {
    expect(() => environmentLayer({ FOURPORT_SIZELIMIT: '1MB' })).toThrow(
      expect.objectContaining({ code: 'OPTION_UNKNOWN', message: 'Unknown environment variable FOURPORT_SIZELIMIT.', help: expect.stringMatching(/^Did you mean FOURPORT_SIZE_LIMIT\? There are FOURPORT_.* and \d+ more; /) as unknown }),
    )
  }) // prettier-ignore

  it('knows an option by its other names too', () => {
    expect(() => environmentLayer({ FOURPORT_SIZE_LIMIT_BYTES: '1MB' })).toThrow(
      expect.objectContaining({
        help: expect.stringMatching(
          /^Did you mean FOURPORT_SIZE_LIMIT\? There are FOURPORT_.* and \d+ more; /,
        ) as unknown,
      }),
    )
  })

  it('lets pass what Kubernetes sets for a service called fourport', () => {
    const layer = environmentLayer({
      FOURPORT_SERVICE_HOST: '10.0.0.1',
      FOURPORT_SERVICE_PORT: '25',
      FOURPORT_SERVICE_PORT_SMTP: '25',
      FOURPORT_PORT: 'tcp://10.0.0.1:25',
      FOURPORT_PORT_25_TCP: 'tcp://10.0.0.1:25',
      FOURPORT_PORT_25_TCP_ADDR: '10.0.0.1',
    })
    expect(layer.values).toEqual({})
  })
})

describe('the config file', () => {
  it('is not needed', () => {
    const before = process.cwd()
    process.chdir(mkdtempSync(join(tmpdir(), 'fourport-')))
    try {
      expect(configFileLayer(undefined)).toBeUndefined()
      writeFileSync('fourport.config.json', '{ "hints": false }')
      expect(configFileLayer(undefined)).toEqual({ source: 'fourport.config.json', values: { hints: false } })
    } finally {
      process.chdir(before)
    }
  })

  it('has its paths start from its own folder', () => {
    const file = written(
      '\uFEFF{ "certs": "certs", "cert": "-----BEGIN CERTIFICATE-----", "record": "/a/b", "serverName": "x" }',
    )
    expect(configFileLayer(file)?.values).toEqual({
      certs: join(file, '..', 'certs'),
      cert: '-----BEGIN CERTIFICATE-----',
      record: '/a/b',
      serverName: 'x',
    })
  })

  it('may name its schema, for editors', () => {
    const file = written('{ "$schema": "./node_modules/fourport/config.schema.json", "hints": false }')
    expect(configFileLayer(file)?.values).toEqual({ hints: false })
    expect(() => configFileLayer(written('{ "$schema": 7 }'))).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID', message: expect.stringMatching(/^\$schema in /) }),
    )
  })

  it.each([
    ['{\n  "auth": "off",\n  oops\n}', 'is not JSON at line 3, column 3'],
    ['{"a": "x', 'is not JSON'],
    ['', 'is not JSON'],
    ['[1]', 'does not contain a JSON object'],
    ['null', 'does not contain a JSON object'],
  ])('that holds %j is refused: %s', (text, message) => {
    expect(() => configFileLayer(written(text))).toThrow(
      expect.objectContaining({ code: 'CONFIG_UNREADABLE', message: expect.stringContaining(message) }),
    )
  })

  it('that names another one is refused', () => {
    const named = written('{ "config": "x" }')
    expect(() => configFileLayer(named)).toThrow(
      expect.objectContaining({ code: 'OPTION_UNKNOWN', message: `Unknown option "config" in ${named}.` }),
    )
  })

  it.each([
    ['{ "auth": "off", "auth": "required" }', '"auth"'],
    ['{ "auth": "off", "\\u0061uth": "off" }', '"\\u0061uth"'],
    ['{ "ports": { "relay": 1, "smtps": 2, "relay": 3 } }', '"relay"'],
    ['{ "users": [{ "user": "a", "user" : "b" }] }', '"user"'],
    ['{ "serverName": "a\\\\", "serverName": "}" }', '"serverName"'],
  ])('that says a thing twice is refused: %s', (text, key) => {
    expect(() => configFileLayer(written(text))).toThrow(
      expect.objectContaining({
        code: 'OPTION_CONFLICT',
        message: expect.stringMatching(/^The config file .* gives /),
      }),
    )
    expect(() => configFileLayer(written(text))).toThrow(` gives ${key} twice.`)
  })

  it.each([
    '{ "users": [{ "user": "a", "password": "user" }, { "user": "b", "password": "{" }] }',
    '{ "ports": { "relay": 1 }, "serverName": "\\"auth\\": \\"auth\\":", "auth": "off" }',
    '{ "auth": { "smtps": "off" }, "hostNames": ["auth", "auth"] }',
  ])('is free to say the like twice: %s', (text) => {
    expect(() => configFileLayer(written(text))).not.toThrow()
  })

  it('that is named and missing, or a folder, is refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fourport-'))
    mkdirSync(join(folder, 'x.json'))
    expect(() => configFileLayer(join(folder, 'none.json'))).toThrow(/ENOENT/)
    expect(() => configFileLayer(join(folder, 'x.json'))).toThrow(/it is a folder, not a regular file/)
  })

  it('never shows a password in its errors', () => {
    expect(() => configFileLayer(written('{ "users": ["ann:hunter2" }'))).not.toThrow(/hunter2/)
  })
})
