import type { Demand, Scenario, ScenarioTls } from '../model/scenario.ts'
import type { TlsVersion } from '../model/tls-version.ts'
import { underTls } from './ways.ts'

const refuse: Demand = { rule: 'must', what: 'refuse', needs: 'tls-asked' }
const observe: Demand = { rule: 'observation', what: 'observe' }

const only = (version: TlsVersion): ScenarioTls => ({ minVersion: version, maxVersion: version })
/** TLS 1.3 has no such suites. */
const suite = (ciphers: string): ScenarioTls => ({ ...only('TLSv1.2'), ciphers })

const row = (
  name: string,
  title: string,
  source: string,
  demand: Demand,
  tls: ScenarioTls,
  more: Partial<Scenario> = {},
): Scenario => ({
  name,
  group: 'versions',
  title,
  source,
  on: underTls,
  demand,
  tls,
  ...(demand === refuse && { afterRefusal: 'unencrypted' }),
  ...more,
})

/** Which TLS. What OpenSSL was built without (SSLv3, RC4, 3DES) is not here: no server of Node's can speak it. */
export const versions: readonly Scenario[] = [
  row('tls-1-0', 'only TLS 1.0', 'RFC 8996 §4', refuse, only('TLSv1')),
  row('tls-1-1', 'only TLS 1.1', 'RFC 8996 §5', refuse, only('TLSv1.1')),
  row('tls-1-2', 'only TLS 1.2', 'RFC 9325 §3.1.1', { rule: 'must', what: 'deliver' }, only('TLSv1.2')),
  row('tls-1-3', 'only TLS 1.3', 'RFC 9325 §3.1.1', observe, only('TLSv1.3')),
  row('tls-rsa-kx', 'only RSA key exchange', 'RFC 9325 §4.1', observe, suite('AES128-SHA'), { certificate: 'rsa' }),
  row('tls-null', 'a cipher that encrypts nothing', 'RFC 9325 §4.1', refuse, suite('NULL-SHA256'), { certificate: 'rsa' }),
  row('tls-anon', 'key exchange without a certificate', 'RFC 8314 §5.3', refuse, suite('AECDH-AES128-SHA')),
] // prettier-ignore
