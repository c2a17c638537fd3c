import { describe, expect, test } from 'vitest'
import { judge, identify } from '../../src/diagnosis/diagnose.ts'
import { readFacts } from '../../src/diagnosis/facts.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { readRecordings } from '../support/clients/recording.ts'
import { cases } from './cases.ts'

/** Nobody is known: what is said now is what the record itself proves. */
const stranger = { client: null, earlierClient: null, stack: null }

/** Findings that say what was seen and leave more than one cause: that the client does not trust the CA, that the name is wrong, … */
const causes: Readonly<Record<string, readonly string[]>> = {
  'certificate-rejected-silently': ['ca-not-trusted', 'handshake-cut-off'],
  'certificate-rejected-after-handshake': ['ca-not-trusted'],
  'certificate-rejected-any': ['certificate-unfit'],
}

/** Where the client's name for the server is not known, CA and name are both said. */
function causesOf({ id, confidence, why }: Finding): readonly string[] {
  const named = causes[id] ?? [id]
  const both = confidence !== 'certain' && /asked for no server name/.test(why)
  return both ? [...new Set([...named, 'ca-not-trusted', 'certificate-name-mismatch'])] : named
}

function differences(record: SessionRecord): readonly string[] {
  const facts = readFacts(record)
  const known = judge(facts, identify(facts)).findings
  const blind = judge(facts, stranger).findings.flatMap(causesOf)
  // Recognition may leave one of two causes; it never brings in another one.
  return known
    .map(causesOf)
    .flatMap((said) => (said.some((cause) => blind.includes(cause)) ? [] : [said.join(' or ')]))
}

describe('with recognition off the same cause is found, or more than one', () => {
  const recorded = (['suite', 'others', 'wire'] as const)
    .flatMap((whose) => readRecordings(whose))
    .map(({ name, sessions }) => [name, sessions] as const)
  const made = cases.map(({ says, record }) => [says, [record]] as const)
  test.each([...recorded, ...made])('%s', (_name, sessions) => {
    expect(sessions.flatMap(differences)).toEqual([])
  })
})

test('and no message that came through is blamed for the want of it', () => {
  for (const { name, sessions } of readRecordings('suite')) {
    if (!name.includes('-right')) continue
    for (const record of sessions)
      expect(
        judge(readFacts(record), stranger).findings.filter(({ severity }) => severity === 'error'),
      ).toEqual([])
  }
})
