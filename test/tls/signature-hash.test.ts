import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { describe, expect } from 'vitest'
import { type SignatureHash, signatureHashOf } from '../../src/tls/signature-hash.ts'
import { ScramClient } from '../support/scram-client.ts'
import { startEngine } from '../support/smtp-bench.ts'
import { Wire } from '../support/wire.ts'
import { run, scratchDirectory, testWith } from './fixtures.ts'

const test = testWith('openssl')

/** A self-signed certificate as OpenSSL makes it. */
async function made(...how: readonly string[]) {
  const folder = scratchDirectory()
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const args = ['req', '-x509', '-noenc', '-keyout', keyFile, '-out', certificateFile, ...names, ...how]
  const { code, output } = await run('openssl', args)
  expect(code, output).toBe(0)
  const cert = readFileSync(certificateFile, 'utf8')
  return { cert, key: readFileSync(keyFile, 'utf8'), der: new X509Certificate(cert).raw }
}

const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
const rsa = ['-newkey', 'rsa:2048']
const pss = [...rsa, '-sigopt', 'rsa_padding_mode:pss']

describe('the hash that a certificate is signed over', () => {
  test.each<[string, readonly string[], SignatureHash | null]>([
    ['ECDSA with SHA-1', [...ec, '-sha1'], 'sha1'],
    ['ECDSA with SHA-256', [...ec, '-sha256'], 'sha256'],
    ['ECDSA with SHA-384', [...ec, '-sha384'], 'sha384'],
    ['ECDSA with SHA-512', [...ec, '-sha512'], 'sha512'],
    ['RSA with MD5', [...rsa, '-md5'], 'md5'],
    ['RSA with SHA-1', [...rsa, '-sha1'], 'sha1'],
    ['RSA with SHA-256', [...rsa, '-sha256'], 'sha256'],
    ['RSA with SHA-384', [...rsa, '-sha384'], 'sha384'],
    ['RSA with SHA-512', [...rsa, '-sha512'], 'sha512'],
    ['RSA-PSS with SHA-1, which it does not name', [...pss, '-sha1'], 'sha1'],
    ['RSA-PSS with SHA-256', [...pss, '-sha256'], 'sha256'],
    ['RSA-PSS with SHA-512', [...pss, '-sha512'], 'sha512'],
    ['Ed25519, which has none', ['-newkey', 'ed25519'], null],
  ])('%s', async (_name, how, hash) => {
    expect(signatureHashOf((await made(...how)).der)).toBe(hash)
  })
})

/** Logs in bound to the certificate, as a client does that takes this hash for it. */
async function login(how: readonly string[], hash: string): Promise<string> {
  const { cert, key, der } = await made(...how)
  const secureContext = createSecureContext({ cert, key, ciphers: 'DEFAULT:@SECLEVEL=0' })
  await using server = await startEngine({ users: { bob: 'hunter2' }, tls: { secureContext } })
  const wire = await Wire.openTls(server.ports.smtps)
  await wire.reply()
  await wire.command('EHLO client.test')
  const binding = createHash(hash).update(der).digest()
  const client = new ScramClient('bob', 'hunter2', { header: 'p=tls-server-end-point,,', binding })
  const asked = await wire.command(`AUTH SCRAM-SHA-256-PLUS ${client.first}`)
  const told = asked.startsWith('334 ') ? await wire.command(client.final(asked)) : asked
  wire.end()
  expect(server.errors).toEqual([])
  return told.slice(0, 3)
}

describe('a login that is bound to the certificate (RFC 5929 section 4.1)', () => {
  test.each<[string, readonly string[], string, string]>([
    ['SHA-384 where it is signed over that', [...ec, '-sha384'], 'sha384', '334'],
    ['not SHA-256 there', [...ec, '-sha384'], 'sha256', '535'],
    ['SHA-256 where it is signed over SHA-1', [...rsa, '-sha1'], 'sha256', '334'],
    ['nothing where the signature has no hash', ['-newkey', 'ed25519'], 'sha256', '535'],
  ])('takes %s', async (_name, how, hash, code) => {
    expect(await login(how, hash)).toBe(code)
  })
})
