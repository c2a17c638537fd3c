import type { Observation } from '../../../src/model/observation.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import { profiles } from '../../../src/model/port-profile.ts'
import { mapTexts, wordChanger } from './map-texts.ts'
import { neutralHello, neutralHex } from './neutral-hello.ts'
import { withSize } from './announced-size.ts'
import { neutralMessageId } from './neutral-message-id.ts'

/** What differs from run to run and means nothing, made the same: ids, free ports, random octets, folders. */
export function neutral(sessions: readonly SessionRecord[]): SessionRecord[] {
  const rename = byOrder(sessions)
  return sessions.map((session) => neutralSession(mapTexts(session, rename)))
}

/** Ids are called by their order. */
function byOrder(sessions: readonly SessionRecord[]): (text: string) => string {
  const messages = sessions.flatMap((session) => session.messages)
  return wordChanger(
    new Map([
      ...sessions.map(({ id }, index) => [id, `session-${index + 1}`] as const),
      ...messages.map((id, index) => [id, `message-${index + 1}`] as const),
    ]),
  )
}

function neutralSession({ lateMs: _busyMachine, ...session }: SessionRecord): SessionRecord {
  const { leaf, clientHello, port, remote } = session
  const { entries, added } = withNeutralSizes(upToTheEnd(session).map(neutralEntry))
  const shookHands = entries.some((entry) => entry.kind === 'client-hello' && entry.expected)
  const spoke = entries.some((entry) => entry.kind === 'command' && entry.secure)
  return {
    ...session,
    port: { ...port, port: profiles[port.profile].defaultPort },
    // The system's choice.
    remote: { ...remote, port: 50_000 },
    clientHello: clientHello && neutralHello(clientHello),
    leaf: leaf && { ...leaf, caFile: leaf.caFile && '/home/user/project/certs/ca.pem' },
    // The last records of a client that leaves in the handshake, or after it, may not be read any more.
    bytesIn: shookHands && !spoke ? 0 : session.bytesIn + added,
    // An ECDSA signature is 70 to 72 octets long, as chance has it.
    bytesOut: shookHands ? 0 : session.bytesOut,
    entries,
  }
}

/** What a socket says after an orderly end depends on which side was quicker. */
function upToTheEnd({ close, entries }: SessionRecord): readonly Observation[] {
  const last = entries.findLastIndex(({ kind }) => kind !== 'socket-error')
  return close?.how === 'fin' ? entries.slice(0, last + 1) : entries
}

/** An entry, and by how much it is longer now than it was on the wire. */
interface Sized {
  readonly entry: Observation
  readonly added: number
}

function neutralEntry(entry: Observation): Sized {
  switch (entry.kind) {
    case 'client-hello':
      return { entry: { ...entry, hello: neutralHello(entry.hello) }, added: 0 }
    case 'first-bytes':
      return { entry: entry.protocol === 'tls' ? { ...entry, hex: neutralHex(entry.hex) } : entry, added: 0 }
    case 'reply':
      return { entry: { ...entry, text: entry.text.map(neutralChallenge) }, added: 0 }
    case 'message': {
      const { header } = entry
      const messageId = header.messageId && neutralMessageId(header.messageId)
      const added = (messageId?.length ?? 0) - (header.messageId?.length ?? 0)
      return { entry: { ...entry, header: { ...header, messageId } }, added }
    }
    default:
      return { entry, added: 0 }
  }
}

/** Sizes as they are with the neutral header, which counts in a message, in its data, and in SIZE before it. */
function withNeutralSizes(all: readonly Sized[]): {
  readonly entries: readonly Observation[]
  readonly added: number
} {
  let sum = 0
  const entries = all.map(({ entry, added }, at) => {
    if (entry.kind === 'message') return { ...entry, sizeBytes: entry.sizeBytes + added }
    if (entry.kind === 'data') {
      const ofHeader = messageAfter(all, at)?.added ?? 0
      sum += ofHeader
      return { ...entry, sizeBytes: entry.sizeBytes + ofHeader }
    }
    if (entry.kind !== 'command' || entry.verb !== 'MAIL') return entry
    const more = messageAfter(all, at)?.added ?? 0
    return { ...entry, line: withSize(entry.line, (sizeBytes) => sizeBytes + more) }
  })
  return { entries, added: sum }
}

/** The message of some data or of a MAIL; null: it was cut off, or refused. */
function messageAfter(all: readonly Sized[], at: number): Sized | null {
  const next = all
    .slice(at + 1)
    .find(({ entry }) => entry.kind === 'message' || (entry.kind === 'command' && entry.verb === 'MAIL'))
  return next?.entry.kind === 'message' ? next : null
}

/** The challenge of CRAM-MD5 (RFC 2195 §2) holds a random number and the time. */
export function neutralChallenge(text: string): string {
  const decoded = Buffer.from(text, 'base64').toString('latin1')
  return /^<[\w.]+@[\w.]+>$/.test(decoded) ? Buffer.from('<challenge@server>').toString('base64') : text
}
