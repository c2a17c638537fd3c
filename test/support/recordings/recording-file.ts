import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import { inOrder, packSession, unpackSession, type SessionLine } from './session-line.ts'

/** Whose sessions a file holds: its first line. */
export interface Recorded {
  readonly client: string
  /** Of a client of the suite: its version, as it says itself. */
  readonly version?: string
}

/** What a client did in one case. */
export interface RecordedCase {
  readonly name: string
  /** What is to be said of it. */
  readonly expected: readonly string[]
  readonly sessions: readonly SessionRecord[]
}

/** A line: one session. `expected` stands on the first one of its case. */
interface CaseLine {
  readonly case: string
  readonly expected?: readonly string[]
  readonly session: SessionLine
}

/** All cases of a client, by name. */
export function readRecordingFile(file: string): {
  readonly recorded: Recorded
  readonly cases: readonly RecordedCase[]
} {
  const [head = '{}', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const cases = new Map<string, RecordedCase>()
  for (const line of lines) {
    const { case: name, expected = [], session } = JSON.parse(line) as CaseLine
    const known = cases.get(name) ?? { name, expected, sessions: [] }
    cases.set(name, { ...known, sessions: [...known.sessions, unpackSession(session)] })
  }
  return { recorded: JSON.parse(head), cases: [...cases.values()] }
}

/** Takes a case into its file, in the place of what it held of it. A file is of one version: those of another one go. */
export function putIntoRecordingFile(file: string, recorded: Recorded, one: RecordedCase): void {
  const before = existsSync(file) ? readRecordingFile(file) : null
  const kept = before?.recorded.version === recorded.version ? (before?.cases ?? []) : []
  writeRecordingFile(file, recorded, [...kept.filter(({ name }) => name !== one.name), one])
}

function writeRecordingFile(file: string, recorded: Recorded, cases: readonly RecordedCase[]): void {
  const lines = cases
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, expected, sessions }) =>
      sessions.map((session, index) => ({
        case: name,
        ...(index === 0 && { expected }),
        session: packSession(session),
      })),
    )
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, [inOrder(recorded), ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''))
}
