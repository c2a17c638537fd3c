import type { FaultPoint } from '../model/fault.ts'
import type { Demand, Scenario } from '../model/scenario.ts'
import { everywhere, underTls } from './ways.ts'

const must = (what: Demand['what']): Demand => ({ rule: 'must', what })
const report = must('report')

function row(name: string, title: string, source: string, demand: Demand, more: Partial<Scenario>): Scenario {
  return { name, group: 'server', title, source, on: everywhere, demand, ...more }
}

/** A login refused where real servers do it, after the credentials, and nothing taken without one: else a client that goes on would look as if it had delivered. */
const login = (name: string, title: string, code: number, enhanced: string, text: string, source = 'RFC 4954 §6'): Scenario =>
  row(name, title, source, { ...report, needs: 'password' }, {
    on: underTls,
    profile: { auth: 'required' },
    faults: [{ at: 'login', reply: { code, enhanced, text } }],
  }) // prettier-ignore

const steps = [
  ['mail', 'MAIL', 'the sender'],
  ['rcpt', 'RCPT', 'the recipient'],
  ['data', 'DATA', 'DATA'],
  ['dot', 'dot', 'the message'],
] as const satisfies readonly (readonly [string, FaultPoint, string])[]

const permanent = {
  mail: { code: 550, enhanced: '5.7.1', text: 'Sender refused' },
  rcpt: { code: 550, enhanced: '5.1.1', text: 'No such mailbox' },
  data: { code: 554, enhanced: '5.5.0', text: 'Transaction failed' },
  dot: { code: 554, enhanced: '5.6.0', text: 'Message refused' },
} as const
const forNow = { code: 451, enhanced: '4.3.2', text: 'Try again later' }
const closing = { code: 421, enhanced: '4.3.2', text: 'Service closing' }

const oneRefused = (code: 450 | 550, title: string, enhanced: string, text: string): Scenario =>
  row(`rcpt-one-${code}`, title, 'RFC 5321 §2.1, §3.3', { rule: 'must', what: 'report' }, {
    recipients: 3,
    faults: [{ at: 'RCPT', skip: 1, times: 1, reply: { code, enhanced, text } }],
  }) // prettier-ignore

/** Refusals and delays of a server that is honest. */
export const server: readonly Scenario[] = [
  row('greeting-421', '421 instead of a greeting', 'RFC 5321 §2.1, §3.8', report, {
    faults: [{ at: 'greeting', reply: { code: 421, text: 'Too many connections' } }],
  }),
  row('greeting-554', '554 instead of a greeting', 'RFC 5321 §2.1, §3.1', report, {
    faults: [{ at: 'greeting', reply: { code: 554, text: 'No SMTP service here' } }],
  }),
  row('greeting-slow', 'a greeting that takes 3 s', 'RFC 5321 §4.5.3.2.1', must('deliver'), {
    faults: [{ at: 'greeting', delayMs: 3000 }],
  }),
  // Longer than 5 s, which some clients give up after.
  row('dot-slow', 'an answer to the message that takes 7 s', 'RFC 5321 §4.5.3.2.6', must('deliver'), {
    faults: [{ at: 'kept', delayMs: 7000 }],
  }),
  login('auth-535', 'a wrong password', 535, '5.7.8', 'Credentials invalid'),
  login('auth-534', 'a mechanism that is too weak', 534, '5.7.9', 'Mechanism too weak'),
  login('auth-454', 'a login that fails temporarily', 454, '4.7.0', 'Temporary authentication failure'),
  login('auth-421', '421 to a login', 421, '4.3.2', 'Service closing', 'RFC 5321 §2.1, §3.8'),
  row('auth-other-mechanisms', 'no mechanism for a password', 'RFC 5321 §2.1', { ...report, needs: 'password' }, {
    on: underTls,
    profile: { auth: 'required', mechanisms: ['XOAUTH2'] },
  }),
  ...steps.map(([name, at, what]) =>
    row(`${name}-451-once`, `${what} temporarily refused, once`, 'RFC 5321 §2.1, §4.5.4.1', must('report-or-retry'), {
      faults: [{ at, times: 1, reply: forNow }],
    }),
  ),
  ...steps.map(([name, at, what]) =>
    row(`${name}-451`, `${what} temporarily refused, each time`, 'RFC 5321 §2.1, §4.2.1', report, {
      faults: [{ at, reply: forNow }],
    }),
  ),
  ...steps.map(([name, at, what]) =>
    row(`${name}-${permanent[name].code}`, `${what} permanently refused`, 'RFC 5321 §2.1, §4.2.1', must('report-once'), {
      faults: [{ at, reply: permanent[name] }],
    }),
  ),
  ...steps.map(([name, at, what]) =>
    row(`${name}-421`, `421 to ${what}`, 'RFC 5321 §2.1, §3.8', report, { faults: [{ at, reply: closing }] }),
  ),
  oneRefused(450, 'one recipient of three temporarily refused', '4.2.1', 'Mailbox busy'),
  oneRefused(550, 'one recipient of three permanently refused', '5.1.1', 'No such mailbox'),
  row('disk-full', 'a full disk', 'RFC 5321 §2.1, §4.2.1', report, {
    faults: [{ at: 'dot', reply: { code: 452, enhanced: '4.3.1', text: 'Insufficient system storage' } }],
  }),
  row('greylist', 'greylisting', 'RFC 6647 §2.4, §3', must('report-or-retry'), {
    faults: [{ at: 'RCPT', greylistMs: 1000, reply: { code: 451, enhanced: '4.7.1', text: 'Greylisted, try again' } }],
  }),
] // prettier-ignore
