import { diagnose } from '../../../src/diagnosis/diagnose.ts'
import type { ProfileName } from '../../../src/model/port-profile.ts'
import { profiles } from '../../../src/model/port-profile.ts'
import type { Demand, Scenario } from '../../../src/model/scenario.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import type { VerifyCell, VerifyFaultCode } from '../../../src/model/verify.ts'
import type { Trial } from '../../../src/judge/trial.ts'

/** A scenario of which only that matters which a judge looks at. */
export function scenario(what: Demand['what'], more: Partial<Scenario> = {}): Scenario {
  return {
    name: 'probe',
    group: 'server',
    title: 'a server of this test',
    source: 'RFC 5321 §3.3',
    on: ['none', 'implicit', 'starttls'],
    demand: { rule: 'must', what },
    ...more,
  }
}

const delivering = { delivered: true, perRecipient: 1, asksFor: 'localhost', client: null }

/** A run of a client that logs in, and delivers to a server that is in order. `ended`: its exit code, or that it was ended. */
export function trial(
  profile: ProfileName,
  met: Scenario,
  ended: number | 'hung' | 'unseen',
  records: readonly SessionRecord[],
  more: Partial<Trial> = {},
): Trial {
  const end = {
    exitCode: ended === 'hung' ? null : (ended as number),
    signal: ended === 'hung' ? 'SIGTERM' : null,
    timedOut: ended === 'hung',
    output: '',
  }
  return {
    scenario: met,
    port: { profile, tls: profiles[profile].tls },
    host: 'localhost',
    whyLocalhost: null,
    login: profiles[profile].role === 'submission',
    requireTls: false,
    user: 'u',
    to: null,
    kind: ended === 'unseen' ? 'unseen' : 'command',
    caFile: 'path/to/ca.pem',
    records,
    verdicts: records.map((record) => diagnose(record)),
    bodies: new Map(),
    end: ended === 'unseen' ? null : end,
    limitMs: 20_000,
    durationMs: 100,
    control: delivering,
    byName: null,
    comparesAddress: false,
    ...more,
  }
}

/** A run, and what is to be said of it. */
export interface Row {
  readonly says: string
  readonly trial: Trial
  readonly verdict: VerifyCell['verdict']
  readonly words: string
  readonly faults?: readonly VerifyFaultCode[]
  readonly reported: VerifyCell['reported']
  readonly also?: Partial<VerifyCell>
}
