import { createPrivateKey, X509Certificate } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clockAhead, dayMs, load, scratchDirectory } from './fixtures.ts'

const files = ['ca.key', 'ca.pem', 'server.key', 'server.pem']
const read = (directory: string, name: string): string => readFileSync(join(directory, name), 'latin1')
const leafOf = (directory: string): X509Certificate => new X509Certificate(read(directory, 'server.pem'))
const contents = (directory: string): Record<string, string> =>
  Object.fromEntries(files.map((name) => [name, read(directory, name)]))

describe('a first start', () => {
  it('makes a CA and a leaf for every name a client on this machine may use', async () => {
    const directory = join(scratchDirectory(), 'new', 'folder')
    const { contexts, ca, warnings } = await load(directory, {
      hostNames: ['Mail.Test', '10.0.0.7', '[2001:DB8::1]', 'bücher.test'],
    })
    expect(contexts.leaf.names).toEqual(
      expect.arrayContaining([
        'localhost',
        '127.0.0.1',
        '::1',
        'mail.test',
        '10.0.0.7',
        '2001:db8::1',
        'xn--bcher-kva.test',
      ]),
    )
    expect(contexts.leaf.names).toContain(hostname().toLowerCase())
    expect(contexts.leaf).toMatchObject({ ownCa: true, selfSigned: false, caFile: join(directory, 'ca.pem') })
    expect(ca).toEqual({ file: join(directory, 'ca.pem'), pem: read(directory, 'ca.pem') })
    expect(warnings).toEqual([])
  })

  it('keeps to P-256 and SHA-256, a day behind us and 397 days at most', async () => {
    const directory = scratchDirectory()
    await load(directory)
    const leaf = leafOf(directory)
    expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    expect(leaf.toLegacyObject()).toMatchObject({ ext_key_usage: ['1.3.6.1.5.5.7.3.1'] })
    // ecdsa-with-SHA256, 1.2.840.10045.4.3.2
    expect(leaf.raw.includes(Buffer.from('06082a8648ce3d040302', 'hex'))).toBe(true)
    const from = Date.parse(leaf.validFrom)
    const to = Date.parse(leaf.validTo)
    expect(Math.abs(from - (Date.now() - dayMs))).toBeLessThan(60_000)
    expect(to - from).toBeLessThanOrEqual(397 * dayMs)
  })

  it('leaves keys for their owner alone and nothing half-written', async () => {
    const directory = scratchDirectory()
    await load(directory)
    expect(readdirSync(directory).toSorted()).toEqual(['.gitignore', ...files])
    expect(read(directory, '.gitignore')).toContain('\n*\n')
    if (process.platform === 'win32') return
    for (const name of files) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(name.endsWith('.key') ? 0o600 : 0o644)
    }
  })
})

describe.skipIf(process.platform === 'win32')('the folder', () => {
  it('is made for its user alone, and the way to it as folders are made', async () => {
    const way = join(scratchDirectory(), 'new')
    await load(join(way, 'folder'))
    expect(statSync(join(way, 'folder')).mode & 0o777).toBe(0o700)
    expect(statSync(way).mode & 0o777).toBe(0o777 & ~process.umask())
  })

  it.each([0o777, 0o1777, 0o703])('is refused where all may write to it (mode %o)', async (mode) => {
    const directory = join(scratchDirectory(), 'open')
    await load(directory)
    chmodSync(directory, mode)
    await expect(load(directory)).rejects.toMatchObject({
      code: 'CERTIFICATES_EXPOSED',
      message: expect.stringContaining(
        `${directory}: every user of this machine may write there (mode ${mode.toString(8)})`,
      ),
      help: expect.stringContaining(`chmod o-w ${directory}`),
    })
  })

  it('is refused before anything is written to it', async () => {
    const directory = scratchDirectory()
    chmodSync(directory, 0o777)
    await expect(load(directory)).rejects.toMatchObject({ code: 'CERTIFICATES_EXPOSED' })
    expect(readdirSync(directory)).toEqual([])
  })

  it('is taken where others may only read it, or its group write to it', async () => {
    const directory = scratchDirectory()
    chmodSync(directory, 0o775)
    expect((await load(directory)).warnings).toEqual([])
  })
})

describe('a later start', () => {
  it('reuses what is there, byte for byte', async () => {
    const directory = scratchDirectory()
    const first = await load(directory, { hostNames: ['mail.test'] })
    const before = contents(directory)
    const second = await load(directory)
    expect(contents(directory)).toEqual(before)
    expect(second.ca).toEqual(first.ca)
    expect(second.pem).toEqual(first.pem)
  })

  it('writes a leaf with a name that was missing, by the same CA and key', async () => {
    const directory = scratchDirectory()
    await load(directory)
    const before = contents(directory)
    const { contexts, warnings } = await load(directory, { hostNames: ['mail.test'] })
    expect(contexts.leaf.names).toContain('mail.test')
    expect(contents(directory)).toEqual({
      ...before,
      'server.pem': expect.not.stringContaining(before['server.pem'] ?? ''),
    })
    expect(warnings).toEqual([])
  })

  it('renews the leaf before it expires, by the same CA', async () => {
    const directory = scratchDirectory()
    const { ca, contexts } = await load(directory)
    const soon = clockAhead(370)
    const later = await load(directory, { clock: soon })
    expect(later.ca).toEqual(ca)
    expect(Date.parse(later.contexts.leaf.notAfter)).toBeGreaterThan(Date.parse(contexts.leaf.notAfter))
    expect(Date.parse(later.contexts.leaf.notAfter) - soon.now()).toBeGreaterThan(300 * dayMs)
  })

  it('renews the CA at the end of its ten years with the same key, and says so', async () => {
    const directory = scratchDirectory()
    await load(directory)
    const before = contents(directory)
    const { warnings, contexts } = await load(directory, { clock: clockAhead(3_640) })
    expect(warnings).toEqual([
      expect.stringMatching(/ca\.pem is valid from .* to .*give .*ca\.pem to the clients again/),
    ])
    expect(read(directory, 'ca.key')).toBe(before['ca.key'])
    expect(Date.parse(contexts.leaf.notAfter)).toBeGreaterThan(clockAhead(3_640).now())
    // Clients that still hold the old CA are served by its key until it ends.
    expect(leafOf(directory).verify(new X509Certificate(before['ca.pem'] ?? '').publicKey)).toBe(true)
  })

  it('replaces a leaf from the future, as a clock set right again leaves it', async () => {
    const directory = scratchDirectory()
    await load(directory, { clock: clockAhead(50) })
    const { contexts } = await load(directory)
    expect(Date.parse(contexts.leaf.notBefore)).toBeLessThan(Date.now())
  })

  it('takes a key away from others who may read it', async () => {
    const directory = scratchDirectory()
    await load(directory)
    chmodSync(join(directory, 'ca.key'), 0o644)
    await load(directory)
    expect(statSync(join(directory, 'ca.key')).mode & 0o777).toBe(0o600)
  })
})

describe('files of ours that are damaged', () => {
  const damages: readonly [string, (path: string) => void][] = [
    ['empty', (path) => truncateSync(path, 0)],
    ['cut off in the first line', (path) => truncateSync(path, 20)],
    ['cut off in the middle', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['changed inside', (path) => writeFileSync(path, readFileSync(path, 'latin1').replace(/\nMI/, '\n!!'))],
  ]
  for (const name of files) {
    it.each(damages)(`${name}, %s, is replaced or done without`, async (_how, damage) => {
      const directory = scratchDirectory()
      await load(directory)
      damage(join(directory, name))
      const { contexts, warnings, ca } = await load(directory)
      const leaf = leafOf(directory)
      expect(leaf.checkPrivateKey(createPrivateKey(read(directory, 'server.key')))).toBe(true)
      expect(leaf.verify(new X509Certificate(ca?.pem ?? '').publicKey)).toBe(true)
      expect(contexts.leaf.names).toContain('localhost')
      // The CA's key is not needed while the leaf is good, so nothing is said of it.
      if (name !== 'ca.key') expect(warnings.join()).toContain(join(directory, name))
    })
  }

  it('a lost CA key is made anew only when there is something to sign, with a warning', async () => {
    const directory = scratchDirectory()
    const { ca } = await load(directory)
    truncateSync(join(directory, 'ca.key'), 0)
    expect((await load(directory)).ca).toEqual(ca)
    const { warnings, ca: next } = await load(directory, { hostNames: ['mail.test'] })
    expect(next?.pem).not.toBe(ca?.pem)
    expect(warnings).toEqual([
      expect.stringContaining('ca.key is empty'),
      expect.stringContaining('ca.pem does not belong to the key beside it'),
    ])
  })

  it('a lost CA is made anew, and the warning says that clients need the new one', async () => {
    const directory = scratchDirectory()
    await load(directory)
    rmSync(join(directory, 'ca.pem'))
    const { warnings } = await load(directory)
    expect(warnings).toEqual([
      expect.stringMatching(/ca\.pem is gone: a new CA was written, give .*ca\.pem to the clients again/),
    ])
  })

  it('a leaf of another folder is not taken for this one’s', async () => {
    const [one, two] = [scratchDirectory(), scratchDirectory()]
    await load(one)
    await load(two)
    for (const name of ['server.pem', 'server.key']) copyFileSync(join(two, name), join(one, name))
    const { ca } = await load(one)
    expect(leafOf(one).verify(new X509Certificate(ca?.pem ?? '').publicKey)).toBe(true)
  })
})

describe('files of someone else', () => {
  it.each(files)('%s with other content is left alone, and the error names it', async (name) => {
    const directory = scratchDirectory()
    const path = join(directory, name)
    writeFileSync(path, 'my own notes\n')
    await expect(load(directory)).rejects.toMatchObject({
      code: 'CERTIFICATE_UNUSABLE',
      message: expect.stringContaining(path),
      help: expect.stringContaining('--certs'),
    })
    expect(readFileSync(path, 'utf8')).toBe('my own notes\n')
  })

  it('a key that is not ours is never signed with', async () => {
    const directory = scratchDirectory()
    const other = scratchDirectory()
    await load(other)
    const key = read(other, 'ca.key').replace(/^#.*\n/, '')
    for (const name of ['ca.key', 'server.key']) {
      writeFileSync(join(directory, name), key)
      await expect(load(directory)).rejects.toMatchObject({
        code: 'CERTIFICATE_UNUSABLE',
        message: expect.stringContaining(join(directory, name)),
      })
      expect(read(directory, name)).toBe(key)
      writeFileSync(join(directory, name), '')
    }
  })
})

describe('a folder that cannot be', () => {
  it('is named, with the way out', async () => {
    const file = join(scratchDirectory(), 'file')
    writeFileSync(file, '')
    await expect(load(join(file, 'certs'))).rejects.toMatchObject({
      code: 'CERTIFICATES_UNWRITABLE',
      message: expect.stringContaining(join(file, 'certs')),
      help: expect.stringContaining('--certs'),
    })
  })

  it.skipIf(process.platform !== 'linux')('is named where the system has no place for folders', async () => {
    await expect(load('/proc/fourport/certs')).rejects.toMatchObject({
      code: 'CERTIFICATES_UNWRITABLE',
      message: expect.stringContaining('/proc/fourport'),
    })
  })
})
