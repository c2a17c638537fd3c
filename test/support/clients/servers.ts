import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, type FourportServer, type ServerOptions, type UserOption } from '../../../src/index.ts'
import { keyToPem, newKey, writeCertificate } from '../../../src/tls/certificate-writer.ts'
import type { ServerKind } from './cases.ts'

/** Servers of every kind the cases need; their certificates are made once. */
export interface Servers {
  start(kind: ServerKind): Promise<FourportServer>
  /** What a client of this server is told to trust. */
  caFile(server: FourportServer): string
  /** Takes all files away. */
  remove(): void
}

const dayMs = 86_400_000

export async function createServers(login: UserOption): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'fourport-clients-'))
  const trusted = join(folder, 'trusted.pem')
  const flawed = await flawedCertificates(trusted)
  const options: Readonly<Record<ServerKind, ServerOptions>> = {
    usual: {},
    'login-required': { auth: 'required' },
    'tls-1.2': { tlsMaxVersion: 'TLSv1.2' },
    hints: { hints: true },
    ...flawed,
  }
  return {
    start: (kind) => startServer({ certs: join(folder, 'certs'), users: [login], ...options[kind] }),
    caFile: (server) => server.ca?.file ?? trusted,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Certificates as a user may bring them, each with one flaw; the CA goes to the file `trusted`. */
async function flawedCertificates(trusted: string) {
  const now = Date.now()
  const caKey = newKey()
  const valid = { notBefore: new Date(now - dayMs), notAfter: new Date(now + 30 * dayMs) }
  const ca = await writeCertificate({
    ...valid,
    key: caKey,
    commonName: 'CA of the tests',
    names: [],
    issuer: null,
    ca: true,
  })
  writeFileSync(trusted, ca)
  const leaf = async (change: Partial<Parameters<typeof writeCertificate>[0]>) => {
    const key = newKey()
    const issuer = { certificate: ca, key: caKey }
    const names = ['localhost', '127.0.0.1', '::1']
    const spec = { ...valid, key, commonName: 'localhost', names, issuer, ca: false, ...change }
    return { cert: await writeCertificate(spec), key: keyToPem(key) }
  }
  return {
    expired: await leaf({ notBefore: new Date(now - 30 * dayMs), notAfter: new Date(now - dayMs) }),
    'self-signed': await leaf({ issuer: null }),
    'other-name': await leaf({ names: ['other.test'], commonName: 'other.test' }),
  }
}
