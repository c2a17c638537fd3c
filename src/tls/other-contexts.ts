import { createPrivateKey, X509Certificate } from 'node:crypto'
import { dirname } from 'node:path'
import type { Clock } from '../base/passed-in.ts'
import { FourportError, messageOf } from '../base/errors.ts'
import { lazyModule } from '../base/lazy-module.ts'
import type { CertificateKind, IssuedFor } from '../model/certificate-kind.ts'
import type { TlsVersion } from '../model/tls-version.ts'
import { findKey, pathsIn } from './authority-files.ts'
import type { Issuer } from './certificate-writer.ts'
import { createTlsContexts, type TlsContexts } from './contexts.ts'
import type { LoadedTls } from './load-tls.ts'

/** What is other than usual; what is left out is as it is. */
export interface OtherTls {
  readonly certificate?: CertificateKind
  readonly minVersion?: TlsVersion
  readonly maxVersion?: TlsVersion
  /** As OpenSSL writes them. */
  readonly ciphers?: string
  readonly groups?: string
  readonly requestClientCertificate?: true
}

/** @throws FourportError SCENARIO_UNAVAILABLE where the CA or OpenSSL cannot do that. */
export type ContextMaker = (wanted: OtherTls) => Promise<TlsContexts>

const loadIssuing = lazyModule(() => import('./issue-certificate.ts'))
const loadProbe = lazyModule(() => import('./handshake-probe.ts'))

/** These need no CA that clients trust: that nobody knows the issuer is what is wrong with them. */
const withoutCa: ReadonlySet<CertificateKind> = new Set<CertificateKind>(['self-signed', 'unknown-ca'])
/** OpenSSL serves these at security level 0 alone. */
const weak: ReadonlySet<CertificateKind> = new Set<CertificateKind>(['rsa-1024', 'sha-1'])

/**
 * Contexts beside the server's own, with other certificates, versions or suites: made when they are asked for, each once.
 * The certificates are by the server's own CA, so that clients need to trust no other.
 *
 * @param issuedFor - null: the names and addresses of the server's own certificate, which is presented where none is asked for
 */
export function createContextMaker(
  loaded: LoadedTls,
  clock: Clock,
  issuedFor: IssuedFor | null = null,
): ContextMaker {
  const made = new Map<string, Promise<TlsContexts>>()
  return (wanted) => {
    const key = JSON.stringify(wanted)
    const context = made.get(key) ?? make(loaded, wanted, clock, issuedFor)
    made.set(key, context)
    // One that fails may do later: the folder of the CA is the user's to mend.
    context.catch(() => made.delete(key))
    return context
  }
}

async function make(
  loaded: LoadedTls,
  wanted: OtherTls,
  clock: Clock,
  issuedFor: IssuedFor | null,
): Promise<TlsContexts> {
  const { ciphers, groups, requestClientCertificate } = wanted
  const { contexts, pem, ca } = loaded
  const kind = wanted.certificate ?? (issuedFor === null ? undefined : ordinaryKind(ca))
  const { certificate, key } =
    kind === undefined ? { certificate: pem.cert, key: pem.key } : await issue(kind, loaded, clock, issuedFor)
  const { minVersion = contexts.minVersion, maxVersion = contexts.maxVersion } = wanted
  try {
    const other = createTlsContexts({
      certificate,
      key,
      caFile: contexts.leaf.caFile,
      ownCa: ca !== null && (kind === undefined || !withoutCa.has(kind)),
      minVersion,
      maxVersion,
      ...(ciphers !== undefined && { ciphers }),
      ...(groups !== undefined && { groups }),
      ...(requestClientCertificate && { requestClientCertificate }),
      weak: kind !== undefined && weak.has(kind),
    })
    const { proveHandshake } = await loadProbe()
    await proveHandshake(other.secureContext, maxVersion)
    return other
  } catch (error) {
    if (error instanceof FourportError) throw error
    const what = [kind, ciphers, groups, maxVersion].filter((one) => one !== undefined).join(', ')
    throw unavailable(
      `OpenSSL ${process.versions.openssl}, which this Node has, cannot serve TLS so (${what}): ${messageOf(error)}`,
      undefined,
      error,
    )
  }
}

/** Without the key of the CA, the certificate that is there must do. */
function ordinaryKind(ca: LoadedTls['ca']): CertificateKind | undefined {
  const canSign = ca !== null && findKey(pathsIn(dirname(ca.file)).caKey).state === 'sound'
  return canSign ? 'name-without-address' : undefined
}

async function issue(
  kind: CertificateKind,
  { ca, contexts }: LoadedTls,
  clock: Clock,
  issuedFor: IssuedFor | null,
) {
  const { issueCertificate, makeCa, intermediatesOf, allowsIntermediates, hasWildcard } = await loadIssuing()
  const issuer = withoutCa.has(kind) ? await makeCa(clock) : issuerOf(ca)
  const needed = intermediatesOf(kind)
  if (ca !== null && !allowsIntermediates(issuer, needed)) {
    throw unavailable(
      `the local CA, ${ca.file}, is of an older version and may sign ${needed === 1 ? 'no intermediate CA' : `no chain of ${needed} intermediate CAs`}`,
      startAnew(ca.file),
    )
  }
  if (kind === 'wildcard' && !hasWildcard(contexts.leaf.names)) {
    throw unavailable(
      `a wildcard stands for the first of three labels or more, and the host is called ${contexts.leaf.names[0]}`,
      'Give a name such as mail.example.test that leads to this machine, as the first of hostNames, --host-name.',
    )
  }
  const own = issuedFor && (kind === 'address' ? issuedFor.addresses : issuedFor.names)
  return issueCertificate(kind, own ?? contexts.leaf.names, issuer, clock)
}

/** The local CA as it is on disk. */
function issuerOf(ca: LoadedTls['ca']): Issuer {
  if (ca === null) {
    throw unavailable(
      'the certificate must be signed by a CA that clients trust, and this server has one of your own',
      'Leave out cert and key, --cert and --key: then the local CA signs.',
    )
  }
  const path = pathsIn(dirname(ca.file)).caKey
  const key = findKey(path)
  const certificate = new X509Certificate(ca.pem)
  if (key.state !== 'sound' || !certificate.checkPrivateKey(key.value)) {
    const why = key.state === 'sound' ? 'belongs to another CA' : `is ${key.state}`
    throw unavailable(
      `the local CA must sign a certificate, and its key, ${path}, ${why}`,
      startAnew(ca.file),
    )
  }
  return { certificate: ca.pem, key: createPrivateKey(key.pem) }
}

function startAnew(file: string): string {
  return `Remove ${dirname(file)}, or name another folder with the certs option, --certs: a new CA is made at the next start, for the clients to trust.`
}

function unavailable(message: string, help?: string, cause?: unknown): FourportError {
  return new FourportError('SCENARIO_UNAVAILABLE', message, { cause, ...(help !== undefined && { help }) })
}
