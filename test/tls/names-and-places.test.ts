import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { execFileSync } from '../support/programs/processes.ts'
import { defaultDirectory } from '../../src/tls/default-directory.ts'
import { leafNames } from '../../src/tls/leaf-names.ts'
import { trustInstructions } from '../../src/tls/trust.ts'
import { scratchDirectory } from './fixtures.ts'

describe('leafNames', () => {
  it('has the user’s names, those of the loopback and the machine’s, each once', () => {
    expect(leafNames(['mail.test', '127.0.0.1', 'LOCALHOST'], 'Box-1')).toEqual([
      'mail.test',
      '127.0.0.1',
      'localhost',
      '::1',
      'box-1',
    ])
  })

  it('leaves out a machine’s name that no certificate can carry', () => {
    expect(leafNames([], 'my box')).toEqual(['localhost', '127.0.0.1', '::1'])
    expect(leafNames([], '')).toEqual(['localhost', '127.0.0.1', '::1'])
  })

  it.each([
    ['*.mail.test', '*.mail.test'],
    ['my_service', 'my_service'],
    ['mail.test.', 'mail.test'],
    ['[::ffff:1]', '::ffff:1'],
    ['2001:0db8:0:0::0001', '2001:db8::1'],
    ['пример.test', 'xn--e1afmkfd.test'],
  ])('takes %s as %s', (given, name) => {
    expect(leafNames([given], '')).toContain(name)
  })

  it.each([
    '',
    ' ',
    'a b',
    'http://mail.test',
    'mail.test:25',
    'a..b',
    '-a.test',
    'fe80::1%eth0',
    'a,DNS:b',
    `${'x'.repeat(64)}.test`,
  ])('refuses %j and quotes it', (given) => {
    expect(() => leafNames([given], '')).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: expect.stringContaining(JSON.stringify(given)),
      }),
    )
  })
})

describe('defaultDirectory', () => {
  const elsewhere = { home: '/home/ann', env: {}, platform: 'linux' as const }

  it('is certs/ in a checkout of Fourport', () => {
    const cwd = scratchDirectory()
    writeFileSync(join(cwd, 'package.json'), '{ "name": "fourport" }')
    expect(defaultDirectory({ ...elsewhere, cwd })).toBe(join(cwd, 'certs'))
  })

  it.each(['{ "name": "other" }', 'not JSON', 'null'])(
    'is the user’s data folder beside a package.json of %j',
    (text) => {
      const cwd = scratchDirectory()
      writeFileSync(join(cwd, 'package.json'), text)
      expect(defaultDirectory({ ...elsewhere, cwd })).toBe('/home/ann/.local/share/fourport')
    },
  )

  it.each([
    ['linux', {}, '/home/ann/.local/share/fourport'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/fourport'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ann/.local/share/fourport'],
    ['darwin', {}, '/home/ann/Library/Application Support/fourport'],
    ['win32', { LOCALAPPDATA: '/Local' }, '/Local/fourport'],
    ['win32', {}, '/home/ann/AppData/Local/fourport'],
  ] as const)('on %s with %j is %s', (platform, env, directory) => {
    expect(defaultDirectory({ cwd: scratchDirectory(), home: '/home/ann', platform, env })).toBe(directory)
  })
})

describe('trustInstructions', () => {
  it('names the file for every kind of client', () => {
    const all = trustInstructions('/certs/ca.pem')
    expect(all.map(({ tool }) => tool).join()).toMatch(
      /Node.*Python.*Ruby.*Go.*OpenSSL.*curl.*PHP.*Java.*\.NET/,
    )
    for (const { lines } of all) expect(lines.join('\n')).toContain('/certs/ca.pem')
  })

  it('survives a shell, whatever is in the path', () => {
    const path = `/it's a "place" of $HOME/ca.pem`
    const [line] = trustInstructions(path)[0]?.lines ?? []
    expect(execFileSync('sh', ['-c', `${line}; printf %s "$NODE_EXTRA_CA_CERTS"`]).toString()).toBe(path)
  })
})
