import type { Clock } from '../base/passed-in.ts'
import { type LoadedTls, loadTls } from '../tls/load-tls.ts'
import type { ResolvedOptions } from '../options/options.ts'

/** The CA and the certificate that these options ask for, made where there are none. @throws FourportError as loadTls */
export function loadTlsFor(options: ResolvedOptions, clock: Clock): Promise<LoadedTls> {
  return loadTls({
    directory: options.certs,
    caCopy: options.caCopy,
    hostNames: options.hostNames,
    certificate: options.cert,
    key: options.key,
    minVersion: options.tlsMinVersion,
    maxVersion: options.tlsMaxVersion,
    clock,
  })
}
