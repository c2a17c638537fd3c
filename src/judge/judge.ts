import {
  type VerifyCell,
  type VerifyFaultCode,
  verifyFaultCodes,
  type VerifyRule,
  type VerifyVerdict,
} from '../model/verify.ts'
import { severityOf } from '../model/verify-words/severity.ts'
import { breaches, ruleOf } from './demands.ts'
import { type Evidence, evidenceOf } from './evidence.ts'
import { summaryOf } from './fault-summary.ts'
import { findingOf, fixOf } from './fixes.ts'
import { nameAsked } from './host-used.ts'
import { mannersOf } from './manners.ts'
import { transcriptOf } from './transcript.ts'
import type { Control, Trial } from './trial.ts'
import { whyUnproven } from './unproven.ts'
import { observedIn, wordsOf } from './words.ts'

/** The verdict on one run, from what the server saw and how the run ended, and from nothing else. */
export function judgeTrial(trial: Trial): VerifyCell {
  const seen = evidenceOf(trial)
  const rule = ruleOf(trial, seen)
  const found = faultsOf(trial, seen, rule)
  const why = whyUnproven(trial, seen, found, rule)
  const codes = why === null ? found : []
  const manners = seen.delivered > 0 && codes.length === 0 ? mannersOf(trial) : []
  const verdict = why === null ? verdictOf(codes, rule) : 'unproven'
  return {
    scenario: trial.scenario.name,
    profile: trial.port.profile,
    verdict,
    words: why?.words ?? shortly(trial, seen, codes, verdict),
    rule,
    why: why?.because ?? null,
    exposed: seen.exposed,
    delivered: seen.delivered,
    arrived: seen.arrived,
    reported: seen.reported,
    end: trial.end,
    way: seen.way,
    connections: trial.records.length,
    retriesAfterMs: seen.retriesAfterMs,
    faults: codes.map((code) => {
      const finding = findingOf(code, trial)
      const severity = severityOf(code)
      return {
        code,
        severity,
        summary: summaryOf(code, trial, seen),
        fix: fixOf(code, trial, finding),
        finding,
      }
    }),
    ...(manners.length > 0 && { manners }),
    ...(codes.length > 0 && { transcript: transcriptOf(trial.records) }),
    sessions: trial.records.map(({ id }) => id),
    durationMs: trial.durationMs,
  }
}

/** What the judge of the other cells has to know of a client's run at a server that is in order. */
export function controlOf(trial: Trial): Control {
  const { delivered, perRecipient, mechanisms } = evidenceOf(trial)
  const client = trial.verdicts.find((verdict) => verdict.client !== null)?.client ?? null
  return {
    delivered: delivered > 0,
    perRecipient: Math.max(1, perRecipient),
    asksFor: nameAsked(trial.records),
    mechanisms,
    client,
  }
}

const ofNoDelivery: readonly VerifyFaultCode[] = ['not-delivered', 'other-user']

/** Worst first. What standards leave open is no fault, but for a run that does not end. */
function faultsOf(trial: Trial, seen: Evidence, rule: VerifyRule): readonly VerifyFaultCode[] {
  const found = new Set(rule.kind === 'must' ? breaches[trial.scenario.demand.what](trial, seen) : [])
  // It may have been on its way.
  if (trial.end?.timedOut === true && found.add('hung')) found.delete('not-delivered')
  // That is said once, of the server in order.
  if (trial.control?.delivered === false) for (const code of ofNoDelivery) found.delete(code)
  return verifyFaultCodes.filter((code) => found.has(code))
}

function verdictOf([worst]: readonly VerifyFaultCode[], rule: VerifyRule): VerifyVerdict {
  if (worst === 'hung') return 'hung'
  if (worst !== undefined) return 'failed'
  return rule.kind === 'must' ? 'passed' : 'observed'
}

function shortly(
  trial: Trial,
  seen: Evidence,
  [worst]: readonly VerifyFaultCode[],
  verdict: VerifyVerdict,
): string {
  return verdict === 'observed' ? observedIn(seen, trial.port.tls !== 'none') : wordsOf(worst, seen)
}
