import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/base/passed-in.ts'
import { flawedCertificate } from '../support/flawed-certificate.ts'
import { readOwnCertificate } from '../../src/tls/own-certificate.ts'
import { load, scratchDirectory } from './fixtures.ts'

interface Given {
  readonly directory: string
  readonly certificate: string
  readonly key: string
  readonly ca: string
  /** Writes a file into the folder and gives its path. */
  file(name: string, content: string | Buffer): string
}

async function given(): Promise<Given> {
  const directory = scratchDirectory()
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(directory, name), content)
    return join(directory, name)
  }
  return { directory, file, ...(await flawedCertificate('unknown-ca', systemClock)) }
}

const der = (pem: string): Buffer => Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64')

describe('a certificate of the user’s own', () => {
  it('is served from files, and no CA is made', async () => {
    const { directory, file, certificate, key } = await given()
    const certs = join(directory, 'certs')
    const loaded = await load(certs, { certificate: file('a.pem', certificate), key: file('a.key', key) })
    expect(loaded).toMatchObject({ ca: null, warnings: [], pem: { cert: certificate, key } })
    expect(loaded.contexts.leaf).toMatchObject({
      ownCa: false,
      caFile: null,
      names: ['localhost', '127.0.0.1', '::1'],
    })
    expect(existsSync(certs)).toBe(false)
  })

  it('is itself what clients trust, by its file, where a CA or a signature of its own is in it', async () => {
    const { file, certificate, key, ca } = await given()
    const single = await flawedCertificate('self-signed', systemClock)
    const trusted = async (pem: string, signedBy: string): Promise<string | null> => {
      const loaded = await load('unused', { certificate: file('chain.pem', pem), key: signedBy })
      expect(loaded.contexts.leaf.ownCa).toBe(false)
      return loaded.contexts.leaf.caFile
    }
    expect(await trusted(certificate, key)).toBe(null)
    expect(await trusted(certificate + ca, key)).toBe(file('chain.pem', certificate + ca))
    expect(await trusted(single.certificate, single.key)).toBe(file('chain.pem', single.certificate))
    expect((await load('unused', { certificate: certificate + ca, key })).contexts.leaf.caFile).toBe(null)
  })

  it('is served from text, and from one file that holds both', async () => {
    const { directory, file, certificate, key } = await given()
    expect((await load(directory, { certificate, key })).pem.cert).toBe(certificate)
    const both = file('both.pem', key + certificate)
    expect((await load(directory, { certificate: both })).contexts.leaf.names).toContain('localhost')
  })

  it('may bring its chain, and be signed by itself', async () => {
    const chained = await flawedCertificate('not-a-ca', systemClock)
    expect((await load('unused', { certificate: chained.certificate, key: chained.key })).warnings).toEqual(
      [],
    )
    const single = await flawedCertificate('self-signed', systemClock)
    const { contexts } = await load('unused', { certificate: single.certificate, key: single.key })
    expect(contexts.leaf.selfSigned).toBe(true)
  })

  it.each([
    ['expired', 'expired on'],
    ['not-yet-valid', 'is not valid before'],
  ] as const)('is served although %s, with its date in a warning', async (flaw, words) => {
    const { certificate, key } = await flawedCertificate(flaw, systemClock)
    const { warnings } = await load('unused', { certificate, key })
    expect(warnings).toEqual([expect.stringMatching(new RegExp(`${words} \\d{4}-\\d\\d-\\d\\dT`))])
  })
})

describe('an RSA key', () => {
  it.each([1024, 2047])('of %i bits draws a warning', async (bits) => {
    const { certificate, key } = await rsa(bits)
    // Read alone: OpenSSL 3.5 would not serve it.
    const { warnings } = readOwnCertificate(certificate, key, systemClock)
    expect(warnings).toEqual([
      `the certificate given has an RSA key of ${bits} bits: many clients refuse one under 2048`,
    ])
  })

  it('of 2048 bits draws none', async () => {
    const { certificate, key } = await rsa(2048)
    expect((await load('unused', { certificate, key })).warnings).toEqual([])
  })

  it('that is too short and an issuer’s is named by its place in the chain', async () => {
    const issuer = await rsa(1024)
    const { certificate, key } = await flawedCertificate('self-signed', systemClock)
    const { warnings } = readOwnCertificate(certificate + issuer.certificate, key, systemClock)
    expect(warnings).toEqual([
      expect.stringMatching(/^certificate 2 of the certificate given has an RSA key/),
    ])
  })
})

describe('one that cannot serve', () => {
  type Case = readonly [string, (it: Given) => { certificate: string; key: string | null }, RegExp]
  const cases: readonly Case[] = [
    [
      'a missing certificate',
      (it) => ({ certificate: join(it.directory, 'no.pem'), key: it.key }),
      /certificate ".*no\.pem": there is no such file/,
    ],
    [
      'a missing key',
      (it) => ({ certificate: it.certificate, key: join(it.directory, 'no.key') }),
      /key ".*no\.key": there is no such file/,
    ],
    [
      'a device without end',
      (it) => ({ certificate: '/dev/urandom', key: it.key }),
      /certificate "\/dev\/urandom": it is a device, not a regular file/,
    ],
    [
      'a key of more than 1 MiB',
      (it) => ({ certificate: it.certificate, key: it.file('big.key', Buffer.alloc(2 * 1024 * 1024)) }),
      /key ".*big\.key": it is larger than 1 MiB/,
    ],
    ['a folder', (it) => ({ certificate: it.directory, key: it.key }), /it is a folder, not a regular file/],
    [
      'an empty certificate',
      (it) => ({ certificate: it.file('e.pem', ''), key: it.key }),
      /e\.pem": the file is empty/,
    ],
    [
      'an empty key',
      (it) => ({ certificate: it.certificate, key: it.file('e.key', '') }),
      /e\.key": the file is empty/,
    ],
    [
      'a text that is no PEM',
      (it) => ({ certificate: it.file('t.pem', 'hello'), key: it.key }),
      /t\.pem holds no PEM certificate/,
    ],
    [
      'a key that is none',
      (it) => ({ certificate: it.certificate, key: it.file('t.key', 'hello') }),
      /t\.key holds no private key/,
    ],
    [
      'no key at all',
      (it) => ({ certificate: it.file('a.pem', it.certificate), key: null }),
      /a\.pem holds no private key/,
    ],
    [
      'DER',
      (it) => ({ certificate: it.file('a.der', der(it.certificate)), key: it.key }),
      /a\.der": it is DER, not PEM/,
    ],
    [
      'a damaged certificate',
      (it) => ({ certificate: it.file('d.pem', it.certificate.replace(/\nMII/, '\nAAA')), key: it.key }),
      /certificate 1 of .*d\.pem cannot be read/,
    ],
    [
      'a damaged key',
      (it) => ({ certificate: it.certificate, key: it.file('d.key', it.key.replace(/\nM/, '\nA')) }),
      /the key in .*d\.key cannot be read/,
    ],
    [
      'the key of another',
      (it) => ({ certificate: it.file('a.pem', it.certificate), key: it.file('b.key', rsaKey(2048)) }),
      /the key in .*b\.key does not belong to the certificate in .*a\.pem/,
    ],
    [
      'an encrypted key',
      (it) => ({ certificate: it.certificate, key: it.file('x.key', encrypted(it.key)) }),
      /the key in .*x\.key is encrypted/,
    ],
    [
      'a chain in the wrong order',
      (it) => ({ certificate: it.file('w.pem', it.ca + it.certificate), key: it.key }),
      /w\.pem has the certificate of the key as number 2/,
    ],
  ]

  it.each(cases)('%s: one line that names it', async (_name, make, message) => {
    const it = await given()
    const error = await load('unused', make(it)).then(
      () => null,
      (thrown: unknown) => thrown as Error & { code: string; help: string },
    )
    expect(error).toMatchObject({ code: 'CERTIFICATE_UNUSABLE', message: expect.stringMatching(message) })
    expect(error?.message).not.toContain('\n')
    expect(error?.message).not.toContain('PRIVATE KEY')
    expect(error?.help).not.toBe('')
  })

  it('a key without its certificate is a conflict of options', async () => {
    const directory = scratchDirectory()
    mkdirSync(join(directory, 'certs'))
    await expect(load(directory, { key: 'a.key' })).rejects.toMatchObject({ code: 'OPTION_CONFLICT' })
  })
})

async function rsa(bits: number): Promise<{ certificate: string; key: string }> {
  const key = rsaKey(bits)
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
  const keyPair = { privateKey: key, publicKey }
  const made = await generate([{ name: 'commonName', value: 'localhost' }], { keyPair, algorithm: 'sha256' })
  return { certificate: made.cert, key: made.private }
}

function rsaKey(modulusLength: number): string {
  return generateKeyPairSync('rsa', { modulusLength })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
}

function encrypted(key: string): string {
  const settings = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' } as const
  return createPrivateKey(key).export(settings).toString()
}
