import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../src/base/passed-in.ts'
import { startServer, type FourportServer, type ServerOptions, type UserOption } from '../../../src/index.ts'
import { type Flaw, flaws } from '../../../src/model/certificate-kind.ts'
import { flawedCertificate } from '../flawed-certificate.ts'

/** What the server is, beside usual. `own-chain`: a certificate for `other.invalid` and its CA, in one file. */
export type ServerKind = 'usual' | 'login-required' | 'tls-1.2' | 'hints' | 'own-chain' | Flaw

/** A server, and the file that its clients are told to trust. */
export interface Target extends AsyncDisposable {
  readonly server: FourportServer
  readonly caFile: string
}

export interface Servers {
  start(kind: ServerKind): Promise<Target>
  /** Takes all files away. */
  remove(): void
}

/**
 * Servers of every kind the cases need. The certificates are made once, as they are on a developer's machine, in a
 * folder of that name.
 */
export async function createServers(login: UserOption, folderName = 'certs'): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'fourport-clients-'))
  const options = new Map<ServerKind, ServerOptions>([
    ['usual', {}],
    ['login-required', { auth: 'required' }],
    ['tls-1.2', { tlsMaxVersion: 'TLSv1.2' }],
    ['hints', { hints: true }],
  ])
  const foreignCas = new Map<ServerKind, string>()
  for (const flaw of flaws) {
    const { certificate, key, ca } = await flawedCertificate(flaw, systemClock)
    options.set(flaw, { cert: certificate, key })
    const file = join(folder, `${flaw}.pem`)
    writeFileSync(file, ca)
    foreignCas.set(flaw, file)
    if (flaw !== 'wrong-name') continue
    // As people keep it: one file, the CA at its end.
    const chain = join(folder, 'chain.pem')
    writeFileSync(chain, certificate + ca)
    options.set('own-chain', { cert: chain, key })
    foreignCas.set('own-chain', chain)
  }
  return {
    async start(kind) {
      const server = await startServer({
        certs: join(folder, folderName),
        users: [login],
        // Some choose it, and the recordings are of a server that offers all.
        authMechanisms: ['modern'],
        ...options.get(kind),
      })
      const caFile = foreignCas.get(kind) ?? server.ca.file
      return { server, caFile, [Symbol.asyncDispose]: () => server.close() }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
