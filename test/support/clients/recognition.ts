import { clients } from '../../../src/diagnosis/clients/known-clients.ts'
import { diagnose } from '../../../src/diagnosis/diagnose.ts'
import type { SessionRecord } from '../../../src/index.ts'
import { familyOf } from './family.ts'
import { readRecordings } from './recording.ts'

/** What one program did in all its recordings, set up rightly and wrongly. */
export interface Program {
  /** `debian-12/curl`, `current/lettre-rustls`. */
  readonly name: string
  readonly release: string
  readonly client: string
  readonly sessions: readonly SessionRecord[]
  /** Those that failed, and in which it got as far as EHLO or HELO. */
  readonly failing: readonly SessionRecord[]
}

/**
 * Whose sessions there are beside one. `beside its own`: all others of the same program, as of somebody who sets up one
 * client. `among all`: those of all programs of its release, as if one host had run them all.
 */
export type Company = 'alone' | 'beside its own' | 'among all'

/** All programs that were recorded, those of a release together. */
export function recordedPrograms(): readonly Program[] {
  let minutes = 0
  const programs = new Map<string, { client: string; sessions: SessionRecord[]; failing: SessionRecord[] }>()
  for (const { name, client, expected, sessions } of [
    ...readRecordings('suite'),
    ...readRecordings('others'),
  ]) {
    const key = name.replace(/-(?:relay|smtps|submission)(?:Alt)?-.*$/, '')
    const program = programs.get(key) ?? { client, sessions: [], failing: [] }
    programs.set(key, program)
    const later = sessions.map((session) => minutesLater(session, ++minutes))
    program.sessions.push(...later)
    if (expected.length > 0) program.failing.push(...later.filter(greets))
  }
  return [...programs].map(([name, rest]) => ({ name, release: name.slice(0, name.indexOf('/')), ...rest }))
}

/** In recordings all begin at the same time, as connections of a pool do; nobody tries his settings so. */
function minutesLater(session: SessionRecord, minutes: number): SessionRecord {
  const startedAt = new Date(Date.parse(session.startedAt) + minutes * 60_000).toISOString()
  return { ...session, startedAt, id: `${session.id}-${minutes}` }
}

const greets = ({ entries }: SessionRecord): boolean =>
  entries.some((entry) => entry.kind === 'command' && (entry.verb === 'EHLO' || entry.verb === 'HELO'))

/** Whether the diagnosis has a name for it, or for what it stands on. */
export function hasName({ client }: Program): boolean {
  return clients.some(({ library }) => familyOf(client).includes(library))
}

/** How many failing sessions were put a name to, and which of them a wrong one. */
export interface Recognition {
  readonly sessions: number
  readonly right: number
  /** In per cent, rounded down. */
  readonly share: number
  readonly wrong: readonly string[]
}

export function recognitionOf(
  programs: readonly Program[],
  company: Company,
  all: readonly Program[] = programs,
): Recognition {
  let sessions = 0
  let right = 0
  const wrong: string[] = []
  for (const program of programs) {
    const others = companyOf(program, company, all)
    for (const session of program.failing) {
      sessions++
      const earlier = others.filter(({ id }) => id !== session.id)
      const library = diagnose(session, { earlier }).client?.library
      if (library === undefined) continue
      if (familyOf(program.client).includes(library)) right++
      else wrong.push(`${program.name} ${session.id}: ${library}`)
    }
  }
  return { sessions, right, share: sessions === 0 ? 0 : Math.floor((100 * right) / sessions), wrong }
}

/** The sessions beside those of a program. */
export function companyOf(
  program: Program,
  company: Company,
  all: readonly Program[],
): readonly SessionRecord[] {
  if (company === 'alone') return []
  if (company === 'beside its own') return program.sessions
  return all.filter(({ release }) => release === program.release).flatMap(({ sessions }) => sessions)
}

/** `61 of 108 (56 %)`. */
export function inWords({ sessions, right, share }: Recognition): string {
  return `${right} of ${sessions} (${share} %)`
}
