import { isDeepStrictEqual } from 'node:util'
import { diagnose } from '../../../src/diagnosis/diagnose.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import { withCoarseSizes } from './announced-size.ts'
import { coarseTimes } from './coarse-times.ts'
import { onNamedMachine } from './machine-name.ts'
import { neutral } from './neutral.ts'

/**
 * Gaps up to these are left out where nothing is made of them, in milliseconds: a busy machine, or a JVM that starts on
 * one, takes seconds; programs on loopback less than 0.7; and 0 leaves nothing out.
 */
const leftOut = [4_500, 2_000, 700, 0]

/**
 * The sessions of one client as they are kept: the same text whenever it does the same, on whatever machine.
 *
 * @throws Error - The diagnosis would say something else of what is kept than of what was recorded
 */
export function normalise(sessions: readonly SessionRecord[]): SessionRecord[] {
  // A client may well be told by whether the machine has a full name: it has one here.
  const named = sessions.map(onNamedMachine)
  const before = named.map(said)
  const bare = neutral(named).map(withCoarseSizes)
  for (const upTo of leftOut) {
    const kept = coarseTimes(bare, upTo)
    if (isDeepStrictEqual(kept.map(said), before)) return kept
  }
  const after = coarseTimes(bare, 0).map(said)
  throw new Error(
    `made neutral, the sessions are diagnosed as ${JSON.stringify(after)}, as recorded they were ${JSON.stringify(before)}: too much is taken from them`,
  )
}

/** What the diagnosis says of a session, but for its words, which quote times and ports. */
function said(session: SessionRecord): unknown {
  const { client, findings } = diagnose(session)
  const bare = findings.map(({ id, severity, confidence, evidence }) => ({
    id,
    severity,
    confidence,
    evidence,
  }))
  return { client: client?.library ?? null, findings: bare }
}
