import type { TlsFacts } from '../model/tls-facts.ts'
import { tlsVersions } from '../model/tls-version.ts'
import { shown, type FieldKind } from '../base/fields.ts'
import { choice } from '../base/kinds/scalars.ts'
import { expectKind, name, readFields } from './expectation.ts'
import type { TlsExpectation } from './matcher-types.ts'

type WantedTls = Partial<Pick<TlsFacts, 'version' | 'sni' | 'cipher'>>

const version = choice(tlsVersions)
const sni: FieldKind = {
  fits: (value) => value === null || name.fits(value),
  expected: 'a host name, or null for none',
}
const kinds = { version, sni, cipher: { ...name, expected: 'the IANA name of a cipher suite' } }
const example = `true, false, a version, or fields such as { version: 'TLSv1.3', sni: null }`

/** What TLS must be; null: there must be none. @throws FourportError OPTION_UNKNOWN, OPTION_INVALID */
export function readTls(expectation: TlsExpectation): WantedTls | null {
  if (typeof expectation === 'boolean') return expectation ? {} : null
  if (typeof expectation !== 'string') return readFields('toHaveTls', expectation, kinds, example)
  expectKind('toHaveTls', expectation, version)
  return { version: expectation }
}

export function matchesTls(tls: TlsFacts | null, wanted: WantedTls | null): boolean {
  if (tls === null || wanted === null) return tls === wanted
  return Object.entries(wanted).every(([field, value]) => tls[field as keyof WantedTls] === value)
}

/** Of the facts those that are wanted, so that a diff shows what differs and nothing else. */
export function factsLike(tls: TlsFacts | null, wanted: WantedTls | null): WantedTls | null {
  if (tls === null) return null
  const { version: spoken, sni: asked, cipher } = tls
  if (wanted === null || Object.keys(wanted).length === 0) return { version: spoken, sni: asked, cipher }
  return Object.fromEntries(Object.keys(wanted).map((field) => [field, tls[field as keyof WantedTls]]))
}

export function describeWantedTls(wanted: WantedTls | null): string {
  if (wanted === null) return 'have come in plaintext'
  const facts = Object.entries(wanted).map(([field, value]) => ` with ${field} ${shown(value)}`)
  return `have come under TLS${facts.join(',')}`
}

export function describeTls(tls: TlsFacts | null): string {
  return tls === null ? 'plaintext' : `${tls.version}, ${tls.cipher}, name asked for: ${tls.sni ?? 'none'}`
}
