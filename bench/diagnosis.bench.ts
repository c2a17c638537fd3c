import { bench, describe } from 'vitest'
import { diagnose } from '../src/diagnosis/diagnose.ts'
import { readRecordings } from '../test/support/clients/recording.ts'

/**
 * `npx vitest bench --run bench/diagnosis.bench.ts`. One iteration explains every recorded session once; the goal
 * is 10,000 sessions a second, so iterations a second times the number in the title.
 */
const sessions = readRecordings().flatMap((recording) => recording.sessions)
const entries = sessions.reduce((sum, session) => sum + session.entries.length, 0)

describe(`${sessions.length} recorded sessions, ${Math.round(entries / sessions.length)} entries each`, () => {
  bench('diagnose', () => {
    for (const session of sessions) diagnose(session)
  })
})
