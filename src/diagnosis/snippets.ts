import type { FixSnippet } from '../model/finding.ts'
import type { AuthObserved } from '../model/observation.ts'
import { localName } from '../model/local-name.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { describeFinding, type FindingId } from './catalogue.ts'
import { fixWithLogin, setupWithPassword } from './fixes/kept-login.ts'
import { builtUpon, libraries, libraryById } from './fixes/libraries.ts'
import type { Library, FixTarget } from './fixes/library.ts'
import { plainSettings } from './fixes/plain-settings.ts'
import { covers, isIpAddress } from './host-names.ts'
import type { FixKind } from './fix-kind.ts'

/** The fix of a finding for every library, for a reader that lets people choose. Empty where no setting helps. */
export function allSnippets(
  findingId: string,
  record: SessionRecord,
  user: string | null,
): readonly FixSnippet[] {
  const fixKind = describeFinding(findingId)?.fixKind ?? null
  if (fixKind === null) return []
  const target = targetOf(record, fixKind, user)
  return libraries.map((library) => snippetOf(library, fixKind, target))
}

/** What sends a first mail to a port that the client has not met yet, for every library. */
export function setupSnippets(target: FixTarget): readonly FixSnippet[] {
  return libraries.map((library) => ({
    library: library.id,
    label: library.label,
    language: library.language,
    code: setupWithPassword(library, target),
  }))
}

/** What a client sets for a port, in one library, or in the words that most programs use where it is not known. */
export function setupSnippet(library: string | null, target: FixTarget): FixSnippet {
  return snippetOf((library === null ? undefined : libraryById.get(library)) ?? plainSettings, 'port', target)
}

/**
 * The fix for one client: its own library first, then what is built upon it, then the plain settings. For one that is not
 * known the plain settings first, then the libraries that it is likely to be.
 */
export function snippetsFor(
  id: FindingId,
  record: SessionRecord,
  {
    library,
    likely = () => [],
    user = null,
  }: {
    readonly library: string | null
    readonly likely?: () => readonly Library[]
    /** Who may log in, for a client that named nobody. */
    readonly user?: string | null | undefined
  },
  fixKind: FixKind | null = describeFinding(id)?.fixKind ?? null,
): readonly FixSnippet[] {
  if (fixKind === null) return []
  const target = targetOf(record, fixKind, user)
  const own = library === null ? undefined : libraryById.get(library)
  const fitting =
    own === undefined ? [plainSettings, ...likely()] : [own, ...(builtUpon[own.id] ?? []), plainSettings]
  return fitting.map((one) => snippetOf(one, fixKind, target))
}

function snippetOf(library: Library, fixKind: FixKind, target: FixTarget): FixSnippet {
  return {
    library: library.id,
    label: library.label,
    language: library.language,
    code: fixWithLogin(library, fixKind, target),
  }
}

/** Stands for the CA of a certificate that is not ours. */
const unknownCaFile = 'path/to/ca.pem'

/** The port as this client should use it, with the host it used itself where the certificate holds it. */
function targetOf(record: SessionRecord, fixKind: FixKind, user: string | null): FixTarget {
  const { port, leaf } = record
  const asked = record.clientHello?.sni ?? null
  const names = leaf?.names ?? []
  const local = localName(port.host)
  const bound = covers(names, port.host) && !covers(names, local) ? port.host : local
  const host = asked !== null && covers(names, asked) ? asked : bound
  const held = port.tls === 'none' || leaf === null || covers(names, host)
  return {
    host,
    port: port.port,
    tls: port.tls,
    caFile: port.tls === 'none' ? null : (leaf?.caFile ?? (fixKind === 'trust-ca' ? unknownCaFile : null)),
    serverName: held ? null : nameIn(names),
    login:
      fixKind !== 'no-login' &&
      (port.auth === 'required' || (port.auth === 'optional' && triedLogin(record, fixKind))),
    keepsLogin: fixKind !== 'no-login' && port.auth === 'optional' && !reachedMail(record),
    user: lastUser(record) ?? user,
  }
}

/** A name that the certificate covers; one in place of a wildcard (RFC 9525 §6.3). */
export function nameIn(names: readonly string[]): string | null {
  return names.find((name) => !isIpAddress(name))?.replace(/^\*(?=\.)/, 'mail') ?? null
}

function triedLogin(record: SessionRecord, fixKind: FixKind): boolean {
  return fixKind === 'login' || record.entries.some((entry) => entry.kind === 'auth')
}

/** Whether the client came to its mail: what it did before that shows whether it logs in. */
function reachedMail({ entries, messages }: SessionRecord): boolean {
  return (
    messages.length > 0 ||
    entries.some((entry) => entry.kind === 'command' && entry.verb === 'MAIL' && entry.secure)
  )
}

function lastUser(record: SessionRecord): string | null {
  if (record.user !== null) return record.user
  const named = record.entries
    .filter((entry) => entry.kind === 'auth')
    .filter(({ user, hints }) => user !== null && !hints.some((hint) => misspelled.has(hint)))
  // The one that was refused is the one that the finding names.
  return (named.find(({ outcome }) => outcome === 'rejected') ?? named[0])?.user ?? null
}

/** Of a user as it is not to be written again. */
const misspelled: ReadonlySet<AuthObserved['hints'][number]> = new Set([
  'user-spaces',
  'user-quoted',
  'user-url-encoded',
  'user-base64',
  'user-placeholder',
] as const)
