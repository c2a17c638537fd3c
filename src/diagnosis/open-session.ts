import { type Eventual, whenThere } from '../base/eventual.ts'
import type { Finding, Verdict } from '../model/finding.ts'
import type { HeaderFacts, Observation } from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Verb } from '../model/verbs.ts'
import { readFacts } from './facts.ts'
import { codeOf } from './queries.ts'
import { waitsInVainMs } from './rules/plaintext-on-implicit-tls.ts'

/** What can be said of a session before it is over. */

const noHeader: HeaderFacts = { names: [], from: null, messageId: null, mailer: null }
const noFaults = { bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false }

/**
 * Findings that the rest of the session cannot take back, nor make milder: those that stand as well if the client
 * logs in after all and sends its mail, which is the best that can come. Of an ended session, all.
 */
export function decidedFindings(
  record: SessionRecord,
  verdict: (session: SessionRecord) => Eventual<Verdict>,
): Eventual<readonly Finding[]> {
  return whenThere(verdict(record), ({ findings }): Eventual<readonly Finding[]> => {
    if (record.durationMs !== null || findings.length === 0) return findings
    return whenThere(verdict(wellEnded(record)), (atBest) => {
      const best = new Map(atBest.findings.map(({ id, severity }) => [id, severity]))
      return findings.filter(({ id, severity }) => best.get(id) === severity)
    })
  })
}

function wellEnded(record: SessionRecord): SessionRecord {
  const last = record.entries.at(-1)
  const { n = 0, atMs = 0 } = last ?? {}
  const login: Observation = {
    kind: 'auth',
    n: n + 1,
    atMs,
    mechanism: 'PLAIN',
    outcome: 'accepted',
    user: null,
    secure: true,
    credentialsSent: true,
    hints: [],
  }
  const data: Observation = { kind: 'data', n: n + 2, atMs, sizeBytes: 0, complete: true, faults: noFaults }
  const message: Observation = { kind: 'message', n: n + 3, atMs, id: '', sizeBytes: 0, header: noHeader }
  return {
    ...record,
    messages: [...record.messages, ''],
    entries: [...record.entries, login, data, message],
  }
}

/** What leaves a session with nothing under way: after it a client that keeps its connection may stay for long. */
const restsAfter: ReadonlySet<string> = new Set<Verb>(['DATA', 'BDAT', 'RSET', 'NOOP', 'AUTH'])

/**
 * Whether an open session is between two mails, as that of a pool is, with all that its client said answered well. Of
 * any other the end may be about to come, and show what it was.
 */
export function isAtRest(record: SessionRecord): boolean {
  if (record.user === null && record.messages.length === 0) return false
  const facts = readFacts(record)
  const last = facts.exchanges.at(-1)
  if (last === undefined || last.last === null || codeOf(last) >= 300) return false
  return restsAfter.has(last.command.verb) && record.close === null
}

/** What a client does, whenever the server gets round to its part. */
const clientsDoing: ReadonlySet<Observation['kind']> = new Set<Observation['kind']>([
  'command',
  'auth-line',
  'auth',
  'first-bytes',
  'client-hello',
  'discarded',
  'data',
  'message',
])

/**
 * When the client did what a finding rests on, in milliseconds since 1970. Not when the session ended: a client of an
 * earlier test may leave in the time of a later one; nor when it began: a pool keeps its connections from test to test.
 */
export function momentOf({ evidence }: Finding, record: SessionRecord): number {
  const numbers = new Set(evidence)
  return Date.parse(record.startedAt) + latestAct(record, ({ n }) => numbers.has(n))
}

/** When the client last did something. */
export function lastActMs(record: SessionRecord): number {
  return Date.parse(record.startedAt) + latestAct(record, () => true)
}

function latestAct(record: SessionRecord, counts: (entry: Observation) => boolean): number {
  const act = record.entries.findLast((entry) => clientsDoing.has(entry.kind) && counts(entry))
  return act?.atMs ?? 0
}

/** When an open session without one byte will have been silent for too long (milliseconds since 1970); null: it need not speak. */
export function silenceEndsMs({ port, firstByteMs, startedAt, lateMs = 0 }: SessionRecord): number | null {
  if (port.tls !== 'implicit' || firstByteMs !== null) return null
  return Date.parse(startedAt) + waitsInVainMs + lateMs
}
