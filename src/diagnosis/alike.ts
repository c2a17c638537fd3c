import type {
  ClientHelloObserved,
  CommandObserved,
  DataObserved,
  HeaderFacts,
  MessageObserved,
  Observation,
  ReplyObserved,
} from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'

/**
 * When two sessions get the same verdict. A verdict is made of a record alone, so it is enough that the records say the
 * same, but for what no rule looks at in a session that delivers and takes leave: its times, the port of its client, the ids
 * and the sizes of its messages.
 */

/** A longer one is rarely like another, and would be kept whole. */
const mostEntries = 60

/** A session in which nothing else happened looks at no clock. */
const usual: ReadonlySet<Observation['kind']> = new Set<Observation['kind']>([
  'reply',
  'command',
  'auth-line',
  'auth',
  'client-hello',
  'tls-established',
  'data',
  'message',
])

/** Whether the verdict on a session may be that of others: it is over, each of its messages was captured, and it ends by QUIT. */
export function isShareable(record: SessionRecord): boolean {
  const { durationMs, messages, entries, dropped } = record
  if (durationMs === null || messages.length === 0 || dropped > 0 || entries.length > mostEntries)
    return false
  if (isOutOfTheOrdinary(record)) return false
  let contents = 0
  let lastVerb = ''
  for (const entry of entries) {
    if (!usual.has(entry.kind)) return false
    if (entry.kind === 'data') contents++
    else if (entry.kind === 'command') lastVerb = entry.verb
  }
  return lastVerb === 'QUIT' && contents === messages.length
}

function isOutOfTheOrdinary({ scenario, passwordUnencrypted, lateMs, ports }: SessionRecord): boolean {
  return (
    scenario !== undefined || passwordUnencrypted !== undefined || lateMs !== undefined || ports !== undefined
  )
}

/** Whether two that are shareable say the same. Cheap where they do not, as most sessions differ early. */
export function isAlike(one: SessionRecord, other: SessionRecord): boolean {
  return (
    one.entries.length === other.entries.length &&
    one.port === other.port &&
    one.leaf === other.leaf &&
    one.clientHello === other.clientHello &&
    one.remote.host === other.remote.host &&
    one.speaker === other.speaker &&
    one.clientName === other.clientName &&
    one.user === other.user &&
    one.messages.length === other.messages.length &&
    one.version === other.version &&
    isSame(one.tls, other.tls) &&
    isSameClose(one, other) &&
    areAlike(one.entries, other.entries) &&
    speaksFirst(one) === speaksFirst(other)
  )
}

function isSameClose({ close: one }: SessionRecord, { close: other }: SessionRecord): boolean {
  return one?.by === other?.by && one?.how === other?.how && one?.closeNotify === other?.closeNotify
}

/** Whether the client spoke before it was greeted: the one thing that the times of such a session tell. */
function speaksFirst({ firstByteMs, entries }: SessionRecord): boolean {
  const greeting = entries.find(({ kind }) => kind === 'reply')
  return greeting !== undefined && (firstByteMs ?? Infinity) < greeting.atMs
}

function areAlike(some: readonly Observation[], others: readonly Observation[]): boolean {
  // By index: this is done for each session, and an iterator costs as much as what is compared.
  for (let index = 0; index < some.length; index++) {
    const one = some[index]!
    const other = others[index]!
    if (one.n !== other.n || one.kind !== other.kind) return false
    if (isAlikeEntry(one, other)) continue
    // The answer to a message ends in its id.
    const [message, otherMessage] = [some[index - 1], others[index - 1]]
    if (message?.kind !== 'message' || otherMessage?.kind !== 'message') return false
    if (!isAlikeAnswer(one, other, message.id, otherMessage.id)) return false
  }
  return true
}

/** Of the same kind. What a rule can look at is compared field by field: a loop over names would take longer than the rules. */
function isAlikeEntry(one: Observation, other: Observation): boolean {
  switch (one.kind) {
    case 'command':
      return isAlikeCommand(one, other as CommandObserved)
    case 'reply':
      return isAlikeReply(one, other as ReplyObserved) && isSame(one.text, (other as ReplyObserved).text)
    case 'client-hello': {
      const { hello, expected } = other as ClientHelloObserved
      return one.hello === hello && one.expected === expected
    }
    case 'data': {
      const { complete, faults } = other as DataObserved
      return one.complete === complete && isSame(one.faults, faults)
    }
    case 'message': {
      const { header, parts } = other as MessageObserved
      return isAlikeHeader(one.header, header) && isSame(one.parts, parts)
    }
    default:
      return isSame(one, other, 'atMs')
  }
}

function isAlikeCommand(one: CommandObserved, other: CommandObserved): boolean {
  return (
    one.line === other.line &&
    one.verb === other.verb &&
    one.secure === other.secure &&
    one.lineEnd === other.lineEnd &&
    one.sizeBytes === other.sizeBytes &&
    one.pipelined === other.pipelined
  )
}

/** But for their words. */
function isAlikeReply(one: ReplyObserved, other: ReplyObserved): boolean {
  return one.code === other.code && one.enhanced === other.enhanced && one.secure === other.secure
}

function isAlikeAnswer(one: Observation, other: Observation, id: string, otherId: string): boolean {
  if (one.kind !== 'reply' || other.kind !== 'reply' || !isAlikeReply(one, other)) return false
  const [text = '', more] = one.text
  const [otherText = '', otherMore] = other.text
  if (more !== undefined || otherMore !== undefined) return false
  return text.endsWith(id) && otherText === text.slice(0, -id.length) + otherId
}

/** A Message-ID may show its client; {@link messageIdOf} is for who looks at that. One in which something is wrong is quoted. */
function isAlikeHeader(one: HeaderFacts, other: HeaderFacts): boolean {
  if ((one.messageId === null) !== (other.messageId === null)) return false
  return one.faults === undefined ? isSame(one, other, 'messageId') : isSame(one, other)
}

/** The Message-ID of the first message, which is the one that may show a client; null: it has none. */
export function messageIdOf({ entries }: SessionRecord): string | null {
  const message = entries.find((entry) => entry.kind === 'message')
  return message?.header.messageId ?? null
}

/** Whether two values of JSON are equal, but for one field of theirs, which both have or have not. */
function isSame(one: unknown, other: unknown, but?: string): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one)) return Array.isArray(other) && isSameList(one, other)
  let fields = 0
  for (const field in one) {
    fields++
    if (field !== but && !isSame(one[field as keyof typeof one], other[field as keyof typeof other]))
      return false
  }
  for (const _ in other) fields--
  return fields === 0
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false
  for (let index = 0; index < one.length; index++) if (!isSame(one[index], other[index])) return false
  return true
}
