import { isSameProgram } from '../diagnosis/same-client.ts'
import type { ApiWorked } from '../model/api.ts'
import type { Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { HttpContext } from './context.ts'
import { differencesOf } from './session-differences.ts'
import { summaryOf } from './read-message.ts'

/** So far back a reader still remembers what worked; a store has so many at hand. */
const lookedBack = 200
/** A verdict reads a whole record: no more of them for one answer. */
const mostJudged = 20

/**
 * What worked, for somebody who looks at what did not: the latest session of the same program that delivered without a finding,
 * on whatever port, else the latest of anybody on the same port.
 */
export async function workedLike(
  record: SessionRecord,
  verdict: Verdict,
  context: HttpContext,
): Promise<ApiWorked | null> {
  if (verdict.outcome !== 'findings') return null
  const latest = await context.store.listSessions({ limit: lookedBack })
  const delivered = latest.filter(({ id, messages }) => id !== record.id && messages.length > 0)
  const own = delivered.filter((one) => isSameProgram(one, record))
  const beside = delivered.filter((one) => one.port.name === record.port.name && !own.includes(one))
  for (const [same, candidates] of [['client', own], ['port', beside]] as const) {
    for (const candidate of candidates.slice(0, mostJudged)) {
      const { outcome } = await context.verdict(candidate)
      if (outcome !== 'ok') continue
      return {
        session: await summaryOf(candidate, context),
        same,
        differences: differencesOf(record, candidate),
      }
    }
  }
  return null
} // prettier-ignore
