import { judgeSession } from '../judge/judge-session.ts'
import type { ApiOnPurpose } from '../model/api.ts'
import type { Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { scenarios } from '../scenarios/scenarios.ts'

/** A record from elsewhere may name a scenario that there is no more. */
export function judgeOnPurpose(record: SessionRecord, verdict: Verdict): ApiOnPurpose | null {
  const scenario = scenarios.find(({ name }) => name === record.scenario?.name)
  return scenario ? judgeSession(record, scenario, verdict) : null
}
