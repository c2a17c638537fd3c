import type { Fault, FaultPoint, FaultReply } from '../model/fault.ts'
import type { Demand, Scenario } from '../model/scenario.ts'
import { everywhere, plaintextOnly, starttlsOnly, underTls } from './ways.ts'

const deliver: Demand = { rule: 'must', what: 'deliver' }
const observe: Demand = { rule: 'observation', what: 'observe' }

/** What this server offers beside STARTTLS and AUTH. */
const extensions = ['PIPELINING', '8BITMIME', 'SMTPUTF8', 'SIZE', 'ENHANCEDSTATUSCODES', 'DSN']

/** Every success is said so, but for the greeting and the answer to EHLO, whose text has a meaning. */
const saying = (reply: Omit<FaultReply, 'code'>): readonly Fault[] =>
  successes.map(([at, code]) => ({ at, reply: { code, ...reply } }))

const successes = [
  ['STARTTLS', 220],
  ['AUTH', 235],
  ['MAIL', 250],
  ['RCPT', 250],
  ['DATA', 354],
  ['kept', 250],
  ['RSET', 250],
  ['NOOP', 250],
  ['QUIT', 221],
] as const satisfies readonly (readonly [FaultPoint, number])[]

const row = (name: string, title: string, source: string, more: Partial<Scenario> = {}): Scenario => ({
  name,
  group: 'control',
  title,
  source,
  on: everywhere,
  demand: deliver,
  ...more,
})

/** Correct servers, some unusual but within the standard. A client that fails here proves nothing when it refuses the others. */
export const control: readonly Scenario[] = [
  // Long enough to see who speaks first, which must not be the client.
  row('good', 'a healthy server', 'RFC 5321 §3.3', { faults: [{ at: 'greeting', delayMs: 100 }] }),
  row('good-ip', 'a certificate for the IP address', 'RFC 9525 §6.2', { on: underTls, certificate: 'address', connectBy: 'address' }),
  row('good-chain', 'a certificate from an intermediate CA', 'RFC 5280 §6.1', { on: underTls, certificate: 'chain' }),
  row('good-long-chain', 'three intermediate CAs', 'RFC 5280 §6.1', { on: underTls, certificate: 'long-chain' }),
  row('good-wildcard', 'a wildcard that matches the host', 'RFC 7817 §3', { on: underTls, certificate: 'wildcard', connectBy: 'name', labels: 3 }),
  row('client-cert-asked', 'a client certificate asked for', 'RFC 8446 §4.4.2', { on: underTls, tls: { requestClientCertificate: true } }),
  // Every client of TLS 1.3 has to know this group (RFC 8446 §9.1), and few send a key of it unasked.
  row('hello-retry', 'TLS that asks for another key share', 'RFC 8446 §4.1.4', { on: underTls, tls: { groups: 'prime256v1' } }),
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
    demand: observe,
    faults: [{ at: 'EHLO', secure: true, ehlo: { drop: ['AUTH'], add: ['AUTH plain login'] } }],
  }),
  row('ehlo-unknown', 'unknown extensions', 'RFC 5321 §2.2.1', {
    faults: [{ at: 'EHLO', ehlo: { add: ['XEXAMPLE', 'XEXAMPLE-LIMIT 10 20', 'X-NOTHING A=B'] } }],
  }),
  row('ehlo-bare', 'no extensions but STARTTLS and AUTH', 'RFC 5321 §2.2.1', {
    faults: [{ at: 'EHLO', ehlo: { drop: extensions } }],
  }),
  row('ehlo-withdrawn', 'extensions that are gone under TLS', 'RFC 3207 §4.2', {
    on: starttlsOnly,
    faults: [
      { at: 'EHLO', secure: false, ehlo: { add: ['DSN', 'CHUNKING', 'BINARYMIME'] } },
      { at: 'EHLO', secure: true, ehlo: { drop: extensions } },
    ],
  }),
  row('helo-only', 'a server that supports only HELO', 'RFC 5321 §3.2', {
    on: plaintextOnly,
    demand: observe,
    faults: [{ at: 'EHLO', reply: { code: 502, text: 'Command not implemented' } }],
  }),
  row('replies-multiline', 'replies of several lines', 'RFC 5321 §4.2.1', {
    faults: saying({ text: ['So it is done', 'One line more', 'And the last'] }),
  }),
  row('replies-bare', 'replies without a text', 'RFC 5321 §4.2', {
    demand: observe,
    faults: saying({ text: '', enhanced: null }),
  }),
  row('rcpt-251', '251 to the recipient', 'RFC 5321 §3.4', {
    faults: [{ at: 'RCPT', reply: { code: 251, enhanced: '2.1.5', text: 'User not local; will forward to <reader@forward.verify.test>' } }],
  }),
  row('rcpt-252', '252 to the recipient', 'RFC 5321 §4.3.2', {
    demand: observe,
    faults: [{ at: 'RCPT', reply: { code: 252, enhanced: '2.1.5', text: 'Cannot verify the user, but will take the message' } }],
  }),
  // Shows that who waits is not taken for one who uses what was injected.
  row('ehlo-late', 'a late answer to EHLO under TLS', 'RFC 5321 §4.5.3.2', {
    on: starttlsOnly,
    faults: [{ at: 'EHLO', secure: true, delayMs: 1500 }],
  }),
] // prettier-ignore
