import type { FaultCut, FaultPoint } from '../model/fault.ts'
import type { Demand, Scenario } from '../model/scenario.ts'
import { everywhere, underTls } from './ways.ts'

const must = (what: Demand['what']): Demand => ({ rule: 'must', what })

function row(name: string, title: string, source: string, demand: Demand, more: Partial<Scenario>): Scenario {
  return { name, group: 'network', title, source, on: everywhere, demand, ...more }
}

const cuts: readonly (readonly [FaultCut, string])[] = [
  ['fin', 'closed'],
  ['rst', 'reset'],
]
const places: readonly (readonly [string, FaultPoint, string])[] = [
  ['ehlo', 'EHLO', 'at EHLO'],
  ['mail', 'MAIL', 'at MAIL'],
  ['body', 'content', 'within the message'],
]

/** Connections that nobody takes, or that break. */
export const network: readonly Scenario[] = [
  row('port-refused', 'a port on which nobody listens', 'RFC 5321 §2.1, §4.5.4.1', must('report'), {
    closed: true,
  }),
  row('connect-reset', 'a connection reset immediately', 'RFC 5321 §2.1, §3.8', must('report'), {
    faults: [{ at: 'connect', cut: 'rst' }],
  }),
  row('handshake-cut', 'a connection closed in the handshake', 'RFC 5321 §2.1, §3.8', must('report'), {
    on: underTls,
    faults: [{ at: 'handshake', cut: 'fin' }],
  }),
  ...cuts.flatMap(([cut, how]) => [
    ...places.map(([name, at, where]) =>
      row(`cut-${cut}-${name}`, `a connection ${how} ${where}`, 'RFC 5321 §2.1, §3.8', must('report'), {
        faults: [{ at, cut }],
      }),
    ),
    // Kept, and the sender never hears of it: to send again is right, and makes two (RFC 1047).
    row(
      `cut-${cut}-dot`,
      `a connection ${how} instead of the 250`,
      'RFC 5321 §3.8, §4.2.5',
      must('report-or-retry'),
      {
        faults: [{ at: 'kept', times: 1, cut }],
      },
    ),
  ]),
  row('quit-cut', 'a connection closed at QUIT', 'RFC 5321 §4.1.1.10, §4.2.5', must('quit-quiet'), {
    faults: [{ at: 'QUIT', cut: 'fin' }],
  }),
  row('quit-rst', 'a connection reset at QUIT', 'RFC 5321 §4.1.1.10, §4.2.5', must('quit-quiet'), {
    faults: [{ at: 'QUIT', cut: 'rst' }],
  }),
  row('quit-421', '421 to QUIT', 'RFC 5321 §4.1.1.10, §4.2.5', must('quit-quiet'), {
    faults: [{ at: 'QUIT', reply: { code: 421, enhanced: '4.3.2', text: 'Service closing' } }],
  }),
]
