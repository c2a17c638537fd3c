import type { ClientHello } from '../../model/tls-facts.ts'
import type { StackName } from './measured-stack.ts'

/** What a ClientHello is built of, in its own order: four hex digits each. */
interface Build {
  readonly ciphers: readonly string[]
  readonly extensions: readonly string[]
  readonly recordVersion: string
}

const extension = {
  statusRequest: '0005',
  certificateTimestamp: '0012',
  statusRequestV2: '0011',
  encryptThenMac: '0016',
  extendedMasterSecret: '0017',
  recordSizeLimit: '001c',
  sessionTicket: '0023',
  signatureAlgorithmsCert: '0032',
  renegotiationInfo: 'ff01',
} as const

/** What OpenSSL offers unless it is told otherwise, in all its versions from 1.1.1 on. */
const opensslDefaults = set(
  '1301,1302,1303,c02c,c030,009f,cca9,cca8,ccaa,c02b,c02f,009e,c024,c028,006b,c023,c027,0067,c00a,c014,0039,c009,c013,0033,009d,009c,003d,003c,0035,002f,00ff',
)
/** All that rustls has. */
const rustlsSuites = set('1301,1302,1303,c02b,c02c,c02f,c030,cca8,cca9,00ff')
/** The beginning of tls.DEFAULT_CIPHERS, after the suites of TLS 1.3; of OPENSSL_DEFAULT_STREAM_CIPHERS; of SslStream's. */
const nodesFirst = /^c02f,c02b,c030,c02c,009e,c027/
const phpsFirst = /^c02f,c02b,c030,c02c,009e,(?:00a2,00a3,)?009f/
const dotnetsFirst = /^c02c,c02b,c030,c02f,c024,c023,c028,c027/
/** Suites without a certificate, which Postfix alone prefers where it need not verify. */
const anonymousFirst = /^(?:00a7|00a6|006d|006c|c019|c018|003a|0034)/
/** OpenSSL writes its extensions in the order of one table; from version 4.0 on, the server's name may stand elsewhere. */
const opensslOrder = '000b,000a,0023,0005,0010,0016,0012,0017,0032,0031,000d,002b,002d,0033,001b'.split(',')
/** Programs on OpenSSL that look the same where no suite below TLS 1.3 is left, whose order is theirs. */
const onOpenssl: readonly StackName[] = ['openssl', 'openssl-program', 'node', 'php', 'dotnet', 'postfix']

/**
 * The TLS library behind a ClientHello that nobody has measured, by how libraries build theirs, which their versions
 * keep. The first that fits: the marks of each rule out those below it.
 */
const builds: readonly (readonly [readonly StackName[], (build: Build) => boolean])[] = [
  [['java'], isJava],
  [['gnutls'], isGnutls],
  [['go'], isGo],
  [['rustls'], isRustls],
  [['node'], (build) => isOpenssl(build) && nodesFirst.test(older(build))],
  [['php'], (build) => isOpenssl(build) && phpsFirst.test(older(build))],
  [['dotnet'], (build) => isOpenssl(build) && dotnetsFirst.test(older(build))],
  [['postfix'], (build) => isOpenssl(build) && anonymousFirst.test(older(build))],
  [onOpenssl, (build) => isOpenssl(build) && /^(?:00ff)?$/.test(older(build))],
  [['openssl'], (build) => isOpenssl(build) && build.ciphers.every((suite) => opensslDefaults.has(suite))],
  [['openssl-program'], isOpenssl],
  [['nss'], isNss],
  [['libressl'], isLibressl],
  [['boringssl'], isBoringssl],
]

/** None where its build says nothing; several where it says no more than that it is one of them. */
export function stacksByStructure({ ja4ro, recordVersion }: ClientHello): readonly StackName[] {
  if (ja4ro === undefined) return []
  const [, ciphers = '', extensions = ''] = ja4ro.split('_')
  const build = { ciphers: ciphers.split(','), extensions: extensions.split(','), recordVersion }
  return builds.find(([, fits]) => fits(build))?.[0] ?? []
}

/** Whether it asks for session tickets (RFC 5077), as libraries do unless a program tells them not to. */
export function offersTickets({ ja4ro }: ClientHello): boolean {
  return ja4ro?.split('_')[2]?.split(',').includes(extension.sessionTicket) ?? true
}

/** Java alone asks for status_request_v2, or writes TLS 1.2 into the record of its first flight beside an extension of TLS 1.3. */
function isJava({ extensions, recordVersion }: Build): boolean {
  if (extensions.includes(extension.encryptThenMac)) return false
  return (
    extensions.includes(extension.statusRequestV2) ||
    (recordVersion === 'TLSv1.2' && extensions.includes(extension.signatureAlgorithmsCert))
  )
}

/**
 * Go always asks for certificate timestamps, after what it says of renegotiation and the master secret, and puts the
 * suites of TLS 1.3 after the others.
 */
function isGo({ ciphers, extensions }: Build): boolean {
  if (!all(extensions, extension.certificateTimestamp, extension.statusRequest)) return false
  if (extensions.includes(extension.encryptThenMac)) return false
  if (!/ff01,(?:0017,)?(?:0010,)?0012/.test(extensions.join())) return false
  const firstNew = ciphers.findIndex(isOfTls13)
  return ciphers.every((suite, at) => firstNew < 0 || isOfTls13(suite) === at >= firstNew)
}

/** rustls has nothing but authenticated encryption, and says of renegotiation what it has to say among the suites. */
function isRustls({ ciphers, extensions }: Build): boolean {
  return (
    ciphers.every((suite) => rustlsSuites.has(suite)) &&
    extensions.includes(extension.statusRequest) &&
    !extensions.includes(extension.encryptThenMac) &&
    !extensions.includes(extension.renegotiationInfo)
  )
}

function isOpenssl({ extensions }: Build): boolean {
  if (!extensions.includes(extension.encryptThenMac) || extensions.includes(extension.recordSizeLimit))
    return false
  const places = extensions.map((type) => opensslOrder.indexOf(type)).filter((place) => place >= 0)
  return places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0))
}

/** GnuTLS limits the size of records, and encrypts before the MAC unless a program has it be compatible. */
function isGnutls(build: Build): boolean {
  const { extensions } = build
  if (!extensions.includes(extension.recordSizeLimit)) return false
  return extensions.includes(extension.encryptThenMac) || older(build).startsWith('c02c,cca9')
}

/** NSS limits the size of records too, never encrypts before the MAC, and has an order of its own for TLS 1.3. */
function isNss({ ciphers, extensions }: Build): boolean {
  return (
    all(extensions, extension.recordSizeLimit, extension.renegotiationInfo) &&
    ciphers.join().startsWith('1301,1303') &&
    !extensions.includes(extension.encryptThenMac)
  )
}

/** As OpenSSL before the extensions that came with its 1.1.0. */
function isLibressl({ ciphers, extensions }: Build): boolean {
  const without = [extension.encryptThenMac, extension.extendedMasterSecret, extension.recordSizeLimit]
  return ciphers.join().startsWith('1302,1303,1301') && !without.some((type) => extensions.includes(type))
}

/** Without TLS 1.3 by the order of its extensions; with it, they may be shuffled. */
function isBoringssl({ ciphers, extensions }: Build): boolean {
  const tls13 = ciphers.some(isOfTls13)
  return (
    (tls13 ? ciphers[0] === '1301' : extensions.join().includes('0017,ff01,000a,000b')) &&
    all(extensions, extension.renegotiationInfo, extension.extendedMasterSecret, extension.sessionTicket) &&
    !extensions.includes(extension.encryptThenMac) &&
    !extensions.includes(extension.recordSizeLimit)
  )
}

function isOfTls13(suite: string): boolean {
  return suite.startsWith('13')
}

/** The suites below TLS 1.3, which a program may choose. */
function older({ ciphers }: Build): string {
  return ciphers.filter((suite) => !isOfTls13(suite)).join()
}

function all(extensions: readonly string[], ...wanted: readonly string[]): boolean {
  return wanted.every((type) => extensions.includes(type))
}

function set(suites: string): ReadonlySet<string> {
  return new Set(suites.split(','))
}
