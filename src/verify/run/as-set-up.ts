import { passingCaFile } from '../../judge/passing-ca-file.ts'
import { profileNames, profiles } from '../../model/port-profile.ts'
import type { SessionPort, SessionRecord } from '../../model/session-record.ts'

const passingUser = 'user'

/** Ports as everybody knows them, for words that outlast those of this run. */
export const conventionalPorts: readonly Pick<SessionPort, 'profile' | 'port' | 'tls'>[] = Object.freeze(
  profileNames.map((profile) => ({
    profile,
    port: profiles[profile].defaultPort,
    tls: profiles[profile].tls,
  })),
)

/**
 * A session on the port that the client was told of, whatever a scenario made of it: a port that has lost its STARTTLS
 * is none whose clients are to do without.
 *
 * @param keepsNumber - The app is set up for this very port, else it is another one in each run, and says nothing
 */
export function asSetUp(record: SessionRecord, keepsNumber: boolean): SessionRecord {
  const { port, scenario } = record
  const { tls, tlsRequired, defaultPort } = profiles[port.profile]
  const told = scenario === undefined ? {} : { tls, tlsRequired }
  const asMet = { ...record, port: { ...port, ...told } }
  return keepsNumber ? asMet : withoutPassingSettings(asMet, defaultPort)
}

/** The user of a run is as little to be set as its port. */
function withoutPassingSettings(record: SessionRecord, port: number): SessionRecord {
  const entries = record.entries.map((entry) =>
    entry.kind === 'auth' && entry.user !== null ? { ...entry, user: passingUser } : entry,
  )
  return { ...record, port: { ...record.port, port }, user: record.user && passingUser, entries }
}

/** A record that names no file that is gone when somebody reads it. */
export function withoutPassingFile(record: SessionRecord): SessionRecord {
  const { leaf } = record
  if (leaf === null || leaf.caFile === null) return record
  return { ...record, leaf: { ...leaf, caFile: passingCaFile } }
}
