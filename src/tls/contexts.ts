import { X509Certificate } from 'node:crypto'
import { DEFAULT_CIPHERS, createSecureContext, type SecureContext } from 'node:tls'
import { FourportError } from '../base/errors.ts'
import type { LeafFacts } from '../model/tls-facts.ts'
import { type TlsVersion, tlsVersions } from '../model/tls-version.ts'
import { isSignedBy, namesOf, notAfterOf, notBeforeOf } from './certificate-facts.ts'

/** The TLS side of every listener: one context, the same certificate on all ports. */
export interface TlsContexts {
  readonly secureContext: SecureContext
  readonly leaf: LeafFacts
  readonly minVersion: TlsVersion
  readonly maxVersion: TlsVersion
  /** Ask clients for a certificate and record it; none is demanded. Left out: not asked, as submission servers do. */
  readonly requestClientCertificate?: boolean
}

export interface TlsContextOptions {
  /** PEM, the leaf first. */
  readonly certificate: string
  /** PEM, not encrypted. */
  readonly key: string
  /** Path of the CA to trust; null where there is no such file. */
  readonly caFile: string | null
  /** Whether that CA is the local one. Default false. */
  readonly ownCa?: boolean
  /** TLSv1.2: RFC 8996 forbids what is older. */
  readonly minVersion?: TlsVersion
  readonly maxVersion?: TlsVersion
  /** Cipher suites up to TLS 1.2 as OpenSSL writes them, whatever they are worth. Default: Node's. */
  readonly ciphers?: string
  /** Groups for key exchange as OpenSSL writes them. Default: OpenSSL's. */
  readonly groups?: string
  readonly requestClientCertificate?: true
  /** Whether key or signature are too weak for OpenSSL's usual security level. Default false. */
  readonly weak?: boolean
}

/**
 * The context for a certificate and its key, and what a diagnosis needs to know of the leaf.
 *
 * @throws FourportError OPTION_CONFLICT for an empty range of versions; Node's own error for a certificate or key OpenSSL refuses.
 */
export function createTlsContexts(options: TlsContextOptions): TlsContexts {
  const { minVersion = 'TLSv1.2', maxVersion = 'TLSv1.3' } = options
  if (tlsVersions.indexOf(minVersion) > tlsVersions.indexOf(maxVersion)) {
    throw new FourportError(
      'OPTION_CONFLICT',
      `no TLS version is left between ${minVersion} and ${maxVersion}`,
      {
        help: 'Give a minimum that is not above the maximum.',
      },
    )
  }
  // TLS 1.0 and 1.1 sign with SHA-1, which OpenSSL 3 takes at security level 0 alone, as it does all that is weak.
  const old = tlsVersions.indexOf(minVersion) < tlsVersions.indexOf('TLSv1.2')
  const { ciphers, groups, weak = false } = options
  const secureContext = createSecureContext({
    // None: left out, Node reads its 140 roots for it, in 20 ms of every start, and a server checks no chain by them.
    ca: [],
    cert: options.certificate,
    key: options.key,
    minVersion,
    maxVersion,
    ...(groups !== undefined && { ecdhCurve: groups }),
    ...((old || weak || ciphers !== undefined) && { ciphers: `${ciphers ?? DEFAULT_CIPHERS}:@SECLEVEL=0` }),
  })
  const { requestClientCertificate } = options
  return {
    secureContext,
    leaf: leafFacts(options),
    minVersion,
    maxVersion,
    ...(requestClientCertificate && { requestClientCertificate }),
  }
}

function leafFacts({ certificate, caFile, ownCa = false }: TlsContextOptions): LeafFacts {
  const leaf = new X509Certificate(certificate)
  return {
    names: namesOf(leaf),
    notBefore: notBeforeOf(leaf).toISOString(),
    notAfter: notAfterOf(leaf).toISOString(),
    selfSigned: isSignedBy(leaf, leaf),
    ownCa,
    caFile,
  }
}
