import type { SecureContext } from 'node:tls'
import type { LeafFacts } from '../model/tls-facts.ts'

/** The TLS side of every listener: one context, the same certificate on all ports. */
export interface TlsContexts {
  readonly secureContext: SecureContext
  readonly leaf: LeafFacts
  readonly minVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
  readonly maxVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
}
