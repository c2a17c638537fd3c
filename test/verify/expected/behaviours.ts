import type { Scenario } from '../../../src/model/scenario.ts'

/** What a scenario asks for, as far as verdicts differ. `nothing`: standards leave open what to do. */
type Asked = 'delivery' | 'proof' | 'strength' | 'secrecy' | 'forgetting' | 'word' | 'nothing'

/**
 * What clients do, and what is to be said of it where they do: written by hand from docs/verify.md, and not by the judge
 * that it is held against. What a behaviour has no verdict for cannot be done there.
 */
const verdicts = {
  delivers: {
    delivery: 'passed: delivered',
    proof: 'failed: not verified (message-to-unproven-server, password-to-unproven-server)',
    strength: 'failed: weak TLS used (weak-tls-accepted)',
    forgetting: 'passed: delivered',
    word: 'passed: delivered',
    nothing: 'observed: delivered',
  },
  'delivers to any server, keeps its password': {
    strength: 'failed: not verified (message-to-unproven-server, weak-tls-accepted)',
  },
  'refuses, tells': {
    delivery: 'failed: not delivered (not-delivered)',
    proof: 'passed: reported',
    strength: 'passed: reported',
    secrecy: 'passed: reported',
    forgetting: 'passed: reported',
    word: 'passed: reported',
    nothing: 'observed: reported',
  },
  'refuses, is silent': {
    proof: 'failed: not reported (failure-not-reported)',
    strength: 'failed: not reported (failure-not-reported)',
    secrecy: 'failed: not reported (failure-not-reported)',
    word: 'failed: not reported (failure-not-reported)',
    nothing: 'observed: not reported',
  },
  'delivers without its login': {
    nothing: 'observed: login skipped',
    forgetting: 'passed: login skipped',
  },
  'logs in and sends in clear': {
    secrecy: 'failed: password leak (message-unencrypted, password-unencrypted)',
  },
  'sends in clear without its login': { secrecy: 'failed: mail leak (message-unencrypted)' },
  'logs in in clear in vain, tells': {
    secrecy: 'failed: password leak (password-unencrypted)',
    delivery: 'failed: password leak (not-delivered, password-unencrypted)',
  },
  'logs in in clear and names sender or recipient in vain, is silent': {
    secrecy: 'failed: password leak (envelope-unencrypted, failure-not-reported, password-unencrypted)',
  },
  'names sender or recipient in clear in vain, tells': {
    delivery: 'failed: envelope leak (envelope-unencrypted, not-delivered)',
  },
  'names sender or recipient in clear in vain, is silent': {
    secrecy: 'failed: envelope leak (envelope-unencrypted, failure-not-reported)',
    word: 'failed: envelope leak (envelope-unencrypted, failure-not-reported)',
  },
  'takes what was injected for the server’s': { forgetting: 'failed: reply used (injected-reply-used)' },
  'delivers to the others, tells': { word: 'passed: 2 of 3, reported' },
  'delivers to the others, is silent': { word: 'failed: partly sent (recipient-not-reported)' },
  'delivers, calls it a failure': { delivery: 'failed: false alarm (false-alarm)' },
  'delivers, hangs': { delivery: 'hung: sent, hung (hung)' },
  hangs: { word: 'hung: hung (hung)', forgetting: 'hung: hung (hung)', nothing: 'hung: hung (hung)' },
} as const satisfies Readonly<Record<string, Partial<Record<Asked, string>>>>

export type Behaviour = keyof typeof verdicts

export const behaviours = Object.keys(verdicts) as readonly Behaviour[]

/** The cell that a client deserves who does that in this scenario, when it is told to use TLS or logs in. */
export function verdictOn(scenario: Scenario, does: Behaviour): string {
  const asked = askedBy(scenario)
  const verdict = (verdicts[does] as Partial<Record<Asked, string>>)[asked]
  if (verdict === undefined) {
    throw new Error(`${scenario.name} asks for ${asked}: no verdict is written down for who "${does}" there.`)
  }
  return verdict
}

function askedBy({ group, demand: { rule, what } }: Scenario): Asked {
  if (rule === 'observation') return 'nothing'
  switch (what) {
    case 'deliver':
    case 'quit-quiet':
      return 'delivery'
    case 'refuse':
      return group === 'versions' ? 'strength' : 'proof'
    case 'no-plaintext':
      return 'secrecy'
    case 'not-used':
      return 'forgetting'
    case 'observe':
      return 'nothing'
    default:
      return 'word'
  }
}
