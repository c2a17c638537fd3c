import type { ApiOnPurpose } from '../model/api.ts'
import type { Verdict } from '../model/finding.ts'
import { profiles } from '../model/port-profile.ts'
import type { DemandKind, Scenario } from '../model/scenario.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { verifyFaultCodes } from '../model/verify.ts'
import { demanded } from '../model/verify-words/demanded.ts'
import { breaches, ruleOf } from './demands.ts'
import { evidenceOf } from './evidence.ts'
import { summaryOf } from './fault-summary.ts'
import { nameAsked } from './host-used.ts'
import type { Trial } from './trial.ts'

/**
 * What one connection shows of a client that met a scenario, by the rules of verify. A run shows more: how the client ended,
 * what it did on other connections, and whether it delivers to a healthy server. So a right client is called right only in
 * what the connection itself shows, and the rest stays open.
 *
 * @returns null where nobody was there to be judged: the session goes on, or it was a health check or a scan
 */
export function judgeSession(
  record: SessionRecord,
  scenario: Scenario,
  verdict: Verdict,
): ApiOnPurpose | null {
  if (record.durationMs === null || verdict.outcome === 'probe') return null
  const trial = trialOf(record, scenario, verdict)
  const seen = evidenceOf(trial)
  const open = (words: string): ApiOnPurpose => ({ verdict: 'open', words })
  const rule = ruleOf(trial, seen)
  if (rule.kind === 'observation') return open(rule.because)
  const found = new Set(breaches[scenario.demand.what](trial, seen))
  const worst = verifyFaultCodes.find((code) => found.has(code))
  const missed = worst === undefined || worst === 'not-delivered' ? notMet(trial) : null
  if (missed !== null) return open(missed)
  if (worst !== undefined) return { verdict: 'wrong', words: summaryOf(worst, trial, seen) }
  const right = rightWords[scenario.demand.what]
  return right === null ? open(demanded[scenario.demand.what]) : { verdict: 'right', words: right(trial) }
}

/** What a right client did there; null: only its own end shows whether it reported. */
const rightWords: Readonly<Record<DemandKind, ((trial: Trial) => string) | null>> = {
  deliver: () => 'It delivered, as it must at a server that is healthy, or unusual in a way that standards allow.',
  refuse: ({ scenario }) => `It met ${scenario.title}, refused it, and sent neither login nor mail.`,
  'no-plaintext': () => 'It sent neither password nor mail unencrypted.',
  report: null,
  'report-once': null,
  'report-or-retry': null,
  'not-used': () => 'It discarded what it had received before TLS began.',
  'break-off': () => 'It broke off the login and sent no mail.',
  'quit-quiet': () => 'The server accepted its mail before the trouble.',
  observe: null,
} // prettier-ignore

const aboutTls: ReadonlySet<DemandKind> = new Set<DemandKind>(['refuse', 'not-used'])

/** Why the connection shows nothing of what the scenario is about; null: it does. */
function notMet({ scenario, records: [record] }: Trial): string | null {
  if (record === undefined) return null
  const { demand, connectBy, title } = scenario
  const asked = nameAsked([record])
  if (connectBy === 'address' && asked !== null)
    return `It asked for the name "${asked}", and only a client that connects by an address meets ${title}.`
  if (aboutTls.has(demand.what) && record.clientHello === null)
    return `It began no TLS, so it did not meet ${title}.`
  if (demand.what === 'break-off' && !triesLogin(record)) return 'It did not come to a login.'
  return null
}

function triesLogin({ entries }: SessionRecord): boolean {
  return entries.some(({ kind }) => kind === 'auth')
}

function sendsMail({ entries }: SessionRecord): boolean {
  return entries.some((entry) => entry.kind === 'command' && entry.verb === 'MAIL')
}

/** Nobody knows what the client was told: one that left before its mail may have had a login to protect. */
function trialOf(record: SessionRecord, scenario: Scenario, verdict: Verdict): Trial {
  const { profile } = record.port
  return {
    scenario,
    port: { profile, tls: profiles[profile].tls },
    host: record.port.host,
    whyLocalhost: null,
    requireTls: false,
    login: triesLogin(record) || !sendsMail(record),
    user: null,
    to: null,
    kind: 'unseen',
    caFile: 'ca.pem',
    records: [record],
    verdicts: [verdict],
    bodies: new Map(),
    end: null,
    limitMs: 0,
    durationMs: record.durationMs ?? 0,
    control: null,
    byName: null,
    comparesAddress: false,
  }
}
