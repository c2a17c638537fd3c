import type { Fault } from '../model/fault.ts'
import { type AuthMechanism, authMechanisms } from '../model/mechanisms.ts'
import type { Demand, Scenario } from '../model/scenario.ts'
import { bothWays, implicitOnly, noTls, secretsAsked, starttlsOnly, underTls } from './ways.ts'

const noClear: Demand = { rule: 'must', what: 'no-plaintext', needs: 'tls-asked' }
/** Required of every client that starts TLS, whether it is set to or does so by itself. */
const notUsed: Demand = { rule: 'must', what: 'not-used' }
const breakOff: Demand = { rule: 'must', what: 'break-off', needs: 'password' }
const observe: Demand = { rule: 'observation', what: 'observe' }

/** The first unencrypted answer to EHLO has STARTTLS and no AUTH, later ones AUTH and no STARTTLS. */
const strippedLater: readonly Fault[] = [
  { at: 'EHLO', secure: false, times: 1, ehlo: { drop: ['AUTH'] } },
  { at: 'EHLO', secure: false, ehlo: { drop: ['STARTTLS'] } },
]

/** An answer to EHLO that offers one mechanism, and what follows it. */
const ehlo = (mechanism: AuthMechanism) => ['250-localhost', `250-AUTH ${mechanism}`, '250 8BITMIME']
const taken = ['235 2.7.0 Accepted', '250 2.1.0 Ok', '250 2.1.5 Ok', '354 Go ahead', '250 2.0.0 Ok']
/** Username: and Password:, as LOGIN is asked for them. */
const loginAsked = ['334 VXNlcm5hbWU6', '334 UGFzc3dvcmQ6']

/**
 * Replies in the write of the 220: a client that keeps them takes them for those under TLS. They offer one mechanism, which the
 * true answer to EHLO does not: a login by it gives them away, however late. The true answer is late too, so that a command
 * before it does the same. TLS 1.2: the tickets of 1.3, unread when such a client closes, make a reset of
 * it, and the reset takes away what it had sent.
 */
const injected = (
  name: string,
  title: string,
  mechanism: AuthMechanism,
  more: readonly string[] = [],
): Scenario => ({
  ...row(name, title, 'RFC 3207 §4.2', notUsed),
  profile: { mechanisms: authMechanisms.filter((one) => one !== mechanism) },
  tls: { maxVersion: 'TLSv1.2' },
  faults: [
    { at: 'STARTTLS', injected: [...ehlo(mechanism), ...more].map((line) => `${line}\r\n`).join('') },
    { at: 'EHLO', secure: true, delayMs: 1500 },
  ],
})

function row(
  name: string,
  title: string,
  source: string,
  demand: Demand,
  more: Partial<Scenario> = {},
): Scenario {
  return { name, group: 'downgrade', title, source, on: starttlsOnly, demand, ...more }
}

/** Ways to keep TLS away from a client, or to get words in before it. */
export const downgrade: readonly Scenario[] = [
  row('starttls-absent', 'no STARTTLS, and AUTH without TLS', 'RFC 8314 §5.2', noClear, { profile: noTls }),
  row('starttls-absent-no-auth', 'neither STARTTLS nor AUTH', 'RFC 8314 §5.2', noClear, {
    profile: { ...noTls, auth: 'off', mechanisms: [] },
  }),
  row('starttls-454', 'STARTTLS temporarily refused', 'RFC 8314 §5.2', noClear, {
    profile: bothWays,
    faults: [{ at: 'STARTTLS', reply: { code: 454, enhanced: '4.7.0', text: 'TLS not available for a moment' } }],
  }),
  row('starttls-501', 'STARTTLS permanently refused', 'RFC 8314 §5.2', noClear, {
    profile: bothWays,
    faults: [{ at: 'STARTTLS', reply: { code: 501, enhanced: '5.5.4', text: 'Syntax error' } }],
  }),
  row('starttls-454-stripped', 'STARTTLS refused, then no longer offered', 'RFC 8314 §5.2', noClear, {
    profile: bothWays,
    faults: [
      { at: 'STARTTLS', reply: { code: 454, enhanced: '4.7.0', text: 'TLS not available for a moment' } },
      ...strippedLater,
    ],
  }),
  row('starttls-plaintext', 'plaintext after the 220 of STARTTLS', 'RFC 3207 §4', noClear, {
    profile: bothWays,
    faults: [{ at: 'STARTTLS', tls: 'plaintext' }],
  }),
  row('starttls-cut-stripped', 'a cut handshake, then no STARTTLS', 'RFC 8314 §5.2', noClear, {
    profile: bothWays,
    faults: [{ at: 'handshake', times: 1, cut: 'fin' }, ...strippedLater],
  }),
  row('ehlo-refused', 'EHLO refused, HELO and all after it accepted', 'RFC 8314 §5.2', noClear, {
    profile: noTls,
    faults: [{ at: 'EHLO', reply: { code: 502, text: 'Command not implemented' } }],
  }),
  row('auth-before-tls', 'AUTH offered before STARTTLS', 'RFC 8314 §5.2', { rule: 'must', what: 'deliver' }, {
    profile: { tlsRequired: false, authBeforeTls: true },
  }),
  row('auth-absent-tls', 'no AUTH under TLS', 'RFC 4954 §3', observe, {
    on: underTls,
    profile: { auth: 'off', mechanisms: [] },
  }),
  injected('inject-ehlo', 'an answer to EHLO from before TLS', 'LOGIN'),
  injected('inject-session', 'answers to a whole session from before TLS', 'PLAIN', taken),
  injected('inject-login', 'answers to a login from before TLS', 'LOGIN', [...loginAsked, ...taken]),
  // No login is offered under TLS, and any is taken: who kept the fragment is seen logging in by the mechanism that it offers.
  row('inject-fragment', 'the beginning of a line from before TLS', 'RFC 3207 §4.2', notUsed, {
    profile: { auth: 'optional', mechanisms: secretsAsked },
    tls: { maxVersion: 'TLSv1.2' },
    faults: [
      { at: 'STARTTLS', injected: '250-AUTH LOGIN ' },
      { at: 'EHLO', secure: true, reply: { code: 250, text: ['localhost', '8BITMIME', 'SMTPUTF8'] } },
    ],
  }),
  row('auth-scram-unproven', 'a login in which the server proves nothing', 'RFC 5802 §3', breakOff, {
    on: underTls,
    profile: { auth: 'required', mechanisms: ['SCRAM-SHA-256'], serverProof: 'wrong' },
  }),
  row('implicit-plaintext', 'plaintext where TLS is expected at once', 'RFC 8314 §3.3', noClear, {
    on: implicitOnly,
    profile: noTls,
  }),
] // prettier-ignore
