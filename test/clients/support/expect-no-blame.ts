import { expect } from 'vitest'
import type { SessionRecord } from '../../../src/index.ts'
import type { UsualServer } from './usual-server.ts'

/** Each says what it was, or leaves a note. */
export async function expectNoBlame(usual: UsualServer): Promise<readonly SessionRecord[]> {
  const sessions = await usual.newSessions()
  const verdicts = await Promise.all(sessions.map((session) => usual.server.verdict(session)))
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(sessions.map(() => 'probe'))
  const shown = verdicts.flatMap(({ findings }) => findings)
  for (const { severity, confidence } of shown)
    expect({ severity, confidence }).toEqual({ severity: 'note', confidence: 'ambiguous' })
  return sessions
}
