import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { systemCode } from '../../base/errors.ts'
import { readSmallFile } from '../../base/read-small-file.ts'

/** CAs that something on this machine trusts. */
export interface TrustStore {
  readonly kind: 'node' | 'system' | 'fourport'
  /** null: it is compiled into Node. */
  readonly file: string | null
  readonly certificates: readonly X509Certificate[]
}

/** Where OpenSSL, GnuTLS, Go and Java of a distribution look: Debian, Red Hat, SUSE, Alpine, macOS. */
const systemFiles: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/**
 * The stores, the ones that more clients read first. What is not there is left out; what cannot be read is too, as the
 * app could not read it either.
 *
 * @param caFolder - where Fourport keeps its own CA; nothing is made there
 */
export function trustStores(
  env: Readonly<Record<string, string | undefined>>,
  caFolder: string,
): readonly TrustStore[] {
  const extra = env['NODE_EXTRA_CA_CERTS'] || null
  const system = [env['SSL_CERT_FILE'] || null, ...systemFiles].find(
    (file) => file !== null && certificatesIn(file).length > 0,
  )
  const own = join(caFolder, 'ca.pem')
  const stores: TrustStore[] = [
    { kind: 'node', file: null, certificates: rootCertificates.map((pem) => new X509Certificate(pem)) },
    ...(extra === null ? [] : [{ kind: 'node', file: extra, certificates: certificatesIn(extra) } as const]),
    ...(system ? [{ kind: 'system', file: system, certificates: certificatesIn(system) } as const] : []),
    { kind: 'fourport', file: own, certificates: certificatesIn(own) },
  ]
  return stores.filter(({ certificates }) => certificates.length > 0)
}

function certificatesIn(file: string): readonly X509Certificate[] {
  let text: string
  try {
    text = readSmallFile(file).toString('latin1')
  } catch (error) {
    if (systemCode(error) !== '') return []
    throw error
  }
  const blocks =
    text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]*-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? []
  return blocks.flatMap((pem) => {
    try {
      return [new X509Certificate(pem)]
    } catch {
      // One that this OpenSSL cannot read proves nothing here either.
      return []
    }
  })
}
