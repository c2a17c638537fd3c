import type { Scenario } from '../../model/scenario.ts'

const base = { source: 'RFC 5321 §4.2.1', on: ['none', 'implicit', 'starttls'] } as const

/** Every scenario, in the order of a report. */
export const scenarios: readonly Scenario[] = [
  {
    ...base,
    name: 'good',
    group: 'control',
    title: 'everything in order',
    demand: { rule: 'must', what: 'deliver' },
  },
  {
    ...base,
    name: 'mail-451',
    group: 'server',
    title: 'a sender that is put off',
    demand: { rule: 'must', what: 'tell' },
    faults: [{ at: 'MAIL', reply: { code: 451 } }],
  },
]
