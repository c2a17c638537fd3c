import type { Eventual } from '../base/eventual.ts'
import { lazyModule } from '../base/lazy-module.ts'
import type { ApiOnPurpose } from '../model/api.ts'
import type { Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'

const loadJudge = lazyModule(() => import('./judge-on-purpose.ts'))

/**
 * Whether the client of a session did what the scenario on its listener asks for; null: none was on, or it goes on. What
 * judges it is read from disk with the first that met a scenario.
 */
export function onPurposeOf(record: SessionRecord, verdict: Verdict): Eventual<ApiOnPurpose | null> {
  if (record.scenario === undefined) return null
  return loadJudge().then(({ judgeOnPurpose }) => judgeOnPurpose(record, verdict))
}
