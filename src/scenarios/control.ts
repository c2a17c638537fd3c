import type { Demand, Scenario } from '../model/scenario.ts'
import { everywhere, starttlsOnly, underTls } from './ways.ts'

const deliver: Demand = { rule: 'must', what: 'deliver' }

const row = (name: string, title: string, source: string, more: Partial<Scenario> = {}): Scenario => ({
  name,
  group: 'control',
  title,
  source,
  on: everywhere,
  demand: deliver,
  ...more,
})

/** Servers that are in order, or odd and legal. A client that fails here proves nothing by refusing elsewhere. */
export const control: readonly Scenario[] = [
  row('good', 'a healthy server', 'RFC 5321 §3.3'),
  row('good-ip', 'a certificate for the IP address', 'RFC 9525 §6.2', { on: underTls, certificate: 'address', connectBy: 'address' }),
  row('good-chain', 'a certificate from an intermediate CA', 'RFC 5280 §6.1', { on: underTls, certificate: 'chain' }),
  row('greeting-multiline', 'a greeting of several lines', 'RFC 5321 §4.2.1', {
    faults: [{ at: 'greeting', reply: { code: 220, text: ['localhost ESMTP', 'Mail for tests', 'Nothing leaves this machine'] } }],
  }),
  row('byte-by-byte', 'replies that come byte by byte', 'RFC 5321 §4.2', {
    faults: [{ at: 'greeting', pace: { bytes: 1, everyMs: 2 } }],
  }),
  row('ehlo-lowercase', 'extensions in lower case', 'RFC 5321 §4.1.1.1', {
    faults: [{ at: 'EHLO', ehlo: { lowerCase: true } }],
  }),
  row('ehlo-lower-mechanisms', 'mechanisms in lower case', 'RFC 4422 §3.1', {
    on: underTls,
    demand: { rule: 'observation', what: 'observe' },
    faults: [{ at: 'EHLO', secure: true, ehlo: { drop: ['AUTH'], add: ['AUTH plain login'] } }],
  }),
  row('ehlo-unknown', 'unknown extensions', 'RFC 5321 §2.2.1', {
    faults: [{ at: 'EHLO', ehlo: { add: ['XEXAMPLE', 'XEXAMPLE-LIMIT 10 20', 'X-NOTHING A=B'] } }],
  }),
  // Shows that who waits is not taken for one who uses what was injected.
  row('ehlo-late', 'a late answer to EHLO under TLS', 'RFC 5321 §4.5.3.2', {
    on: starttlsOnly,
    faults: [{ at: 'EHLO', secure: true, delayMs: 1500 }],
  }),
] // prettier-ignore
