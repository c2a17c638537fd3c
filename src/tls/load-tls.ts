import type { Clock } from '../base/clock.ts'
import type { TlsContexts } from './contexts.ts'

export interface LoadTlsOptions {
  /** Where the local CA lives; made when missing. Not touched where `certificate` is given. */
  readonly directory: string
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
  /** The local CA to trust; null where the user brought a certificate. `file` outlives the process. */
  readonly ca: { readonly pem: string; readonly file: string } | null
  /** For the user, one sentence each. */
  readonly warnings: readonly string[]
}

/**
 * Everything the listeners need for TLS: the user's certificate, or one of the local CA.
 *
 * @throws FourportError CERTIFICATE_UNUSABLE, CERTIFICATES_UNWRITABLE, OPTION_INVALID, OPTION_CONFLICT.
 */
export async function loadTls(options: LoadTlsOptions): Promise<LoadedTls> {
  throw new Error(`not there yet: ${options.directory}`)
}
