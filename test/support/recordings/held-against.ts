import { dirname } from 'node:path'
import type { HeaderFacts, Observation } from '../../../src/model/observation.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import type { Case } from '../clients/cases.ts'
import { labelOf, type MailClient } from '../clients/client.ts'
import { folderOf, readRecordings, type Recording } from '../clients/recording.ts'
import { normalise } from './normalise.ts'
import { packSession } from './session-line.ts'

/** What a client does otherwise from run to run, by the name of its case. */
const unsteady: readonly (readonly [RegExp, string])[] = [
  [/^openssl-relay-starttls-required$/, 'it sends a ClientHello as commands, random octets among them'],
  [/^msmtp-/, 'whether its commands share a segment is for the system to say'],
]

/** By name; and the clients, each with its folder, whose ClientHellos were recorded by a server that did not read so much of them. */
interface Kept {
  readonly recordings: ReadonlyMap<string, Recording>
  readonly old: ReadonlySet<string>
}

let kept: Kept | undefined
const versions = new Map<string, string>()
const told = new Set<string>()

/** The sessions of a run and those recorded of the same case by the same version, as text that can be compared; null: there is nothing to compare with, and why has been printed. */
export function heldAgainst(
  one: Case,
  sessions: readonly SessionRecord[],
): { readonly now: readonly unknown[]; readonly recorded: readonly unknown[] } | null {
  kept ??= readKept()
  const recording = kept.recordings.get(`${folderOf(one.client)}/${one.name}`)
  const why = whyNot(one, recording, kept.old)
  if (why === null)
    return { now: normalise(sessions).map(bare), recorded: normalise(recording!.sessions).map(bare) }
  if (!told.has(why)) process.stdout.write(`not held against a recording: ${why}\n`)
  told.add(why)
  return null
}

function readKept(): Kept {
  const all = readRecordings('suite')
  const old = all.filter(({ sessions }) =>
    sessions.some(({ clientHello }) => clientHello !== null && clientHello.ja4 === undefined),
  )
  return { recordings: new Map(all.map((one) => [one.name, one])), old: new Set(old.map(clientOf)) }
}

const clientOf = ({ name, client }: Pick<Recording, 'name' | 'client'>): string =>
  `${dirname(name)}/${client}`

function whyNot(
  { client, name }: Case,
  recording: Recording | undefined,
  old: ReadonlySet<string>,
): string | null {
  const label = labelOf(client)
  const reason = unsteady.find(([names]) => names.test(name))?.[1]
  if (reason !== undefined) return `${label}: ${reason}`
  if (recording === undefined) return `${name}: none is kept of ${folderOf(client)}`
  if (old.has(clientOf(recording))) return `${clientOf(recording)}: recorded by an older server`
  const here = versionOf(client)
  return recording.version === here ? null : `${label}: it is ${here} here, ${recording.version} was recorded`
}

/** Asked once: it starts the program. */
function versionOf(client: MailClient): string {
  const version = versions.get(labelOf(client)) ?? client.version()
  versions.set(labelOf(client), version)
  return version
}

/** Without what is the machine's: how long a program takes, what it believes its host to be called, by which address it comes. */
function bare(session: SessionRecord): unknown {
  const { startedAt: _started, durationMs: _lasted, firstByteMs: _first, ...timeless } = packSession(session)
  const { clientName: _name, remote: _remote, bytesIn: _in, close, leaf, entries, ...rest } = timeless
  return {
    ...rest,
    close: close && { by: close.by, how: close.how },
    leaf: leaf && { selfSigned: leaf.selfSigned, ownCa: leaf.ownCa, notAfter: leaf.notAfter },
    entries: entries.map(({ atMs: _at, ...entry }) => bareEntry(entry)),
  }
}

/** A greeting says that name, and so does a Message-ID that a library makes, which is as long as it; how OpenSSL calls an alert is for Node's version to say. */
function bareEntry(entry: Omit<Observation, 'atMs'>): unknown {
  const { sizeBytes: _size, ...rest } = entry as Omit<Observation, 'atMs'> & {
    readonly sizeBytes?: number
    readonly line?: string
    readonly code?: number | string
    readonly header?: HeaderFacts
  }
  return {
    ...rest,
    code: typeof rest.code === 'string' ? '…' : rest.code,
    line: rest.line?.replace(/(?<=^(?:EHLO|HELO) ).*/i, '…').replace(/(?<= SIZE=)\d+/i, '…'),
    header: rest.header && { ...rest.header, messageId: null },
  }
}
