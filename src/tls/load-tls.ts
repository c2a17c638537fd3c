import type { Clock } from '../base/passed-in.ts'
import { FourportError, messageOf } from '../base/errors.ts'
import { lazyModule } from '../base/lazy-module.ts'
import { openAuthority } from './authority.ts'
import { copyCa } from './ca-copy.ts'
import { createTlsContexts, type TlsContexts } from './contexts.ts'
import { defaultDirectory } from './default-directory.ts'
import { leafNames } from './leaf-names.ts'

export interface LoadTlsOptions {
  /** Where the local CA lives, made when missing; null: `defaultDirectory()`. Not touched where `certificate` is given. */
  readonly directory: string | null
  /** Where the CA's certificate is copied to, alone; null: nowhere. */
  readonly caCopy: string | null
  /** Names and IP addresses of the leaf beyond localhost, 127.0.0.1, ::1 and the machine's own name. */
  readonly hostNames: readonly string[]
  /** A certificate chain of the user's own: PEM text or the path of a file. null: the local CA's. */
  readonly certificate: string | null
  /** Its private key, likewise; null where the certificate's file holds it too. */
  readonly key: string | null
  readonly minVersion: TlsContexts['minVersion']
  readonly maxVersion: TlsContexts['maxVersion']
  readonly clock: Clock
}

export interface LoadedTls {
  readonly contexts: TlsContexts
  /** What the contexts were made of, for a server that wants PEM. */
  readonly pem: { readonly cert: string; readonly key: string }
  /** The local CA to trust; null where the user brought a certificate. `file` outlives the process. */
  readonly ca: { readonly pem: string; readonly file: string } | null
  /** For the user, one sentence each. */
  readonly warnings: readonly string[]
}

/**
 * Everything the listeners need for TLS: the user's certificate, or one of the local CA.
 *
 * @throws FourportError CERTIFICATE_UNUSABLE, CERTIFICATES_UNWRITABLE, CERTIFICATES_EXPOSED, OPTION_INVALID, OPTION_CONFLICT.
 */
export async function loadTls(options: LoadTlsOptions): Promise<LoadedTls> {
  return options.certificate === null ? loadAuthority(options) : loadOwn(options, options.certificate)
}

async function loadAuthority(options: LoadTlsOptions): Promise<LoadedTls> {
  if (options.key !== null) {
    throw new FourportError('OPTION_CONFLICT', 'a key was given without its certificate', {
      help: 'Give both, or neither to use the local CA.',
    })
  }
  const authority = await openAuthority(
    options.directory ?? defaultDirectory(),
    leafNames(options.hostNames),
    options.clock,
  )
  const { certificate, key, caFile, caPem, warnings } = authority
  if (options.caCopy !== null) copyCa(caPem, options.caCopy)
  return {
    contexts: createTlsContexts({ ...options, certificate, key, caFile, ownCa: true }),
    pem: { cert: certificate, key },
    ca: { pem: caPem, file: caFile },
    warnings,
  }
}

const loadReader = lazyModule(() => import('./own-certificate.ts'))

async function loadOwn(options: LoadTlsOptions, given: string): Promise<LoadedTls> {
  const { readOwnCertificate } = await loadReader()
  const { certificate, key, caFile, warnings } = readOwnCertificate(given, options.key, options.clock)
  try {
    const contexts = createTlsContexts({ ...options, certificate, key, caFile })
    return { contexts, pem: { cert: certificate, key }, ca: null, warnings }
  } catch (error) {
    if (error instanceof FourportError) throw error
    // What OpenSSL alone knows: a key too short for its security level, an algorithm it does not have.
    const name = given.includes('-----BEGIN') ? 'the certificate given' : given
    throw new FourportError('CERTIFICATE_UNUSABLE', `${name} cannot serve TLS: ${messageOf(error)}`, {
      cause: error,
    })
  }
}
