import type {
  ClientHelloObserved,
  CommandObserved,
  DataObserved,
  HeaderFacts,
  MessageObserved,
  Observation,
  ReplyObserved,
} from './observation.ts'
import type { SessionRecord } from './session-record.ts'

/**
 * Sessions that differ in nothing but what each has to itself: its times, the port of its client, the ids and sizes of its
 * messages, and their Message-IDs. A program sends the same mail again and again.
 */

/** Whether two say the same. Cheap where they do not, as most sessions differ early. */
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
    const message = one.kind === 'reply' ? some[index - 1] : undefined
    if (message?.kind === 'message') {
      const { id } = others[index - 1] as MessageObserved
      if (!isAlikeAnswer(one as ReplyObserved, other as ReplyObserved, message.id, id)) return false
    } else if (!isAlikeEntry(one, other)) return false
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
      const { hello, expected, reached } = other as ClientHelloObserved
      return one.hello === hello && one.expected === expected && one.reached === reached
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

/** The answer to a message may end in its id. */
function isAlikeAnswer(one: ReplyObserved, other: ReplyObserved, id: string, otherId: string): boolean {
  const before = textBefore(id, one)
  const otherBefore = textBefore(otherId, other)
  if (before !== otherBefore || !isAlikeReply(one, other)) return false
  return before !== null || isSame(one.text, other.text)
}

/** What an answer says before the id in which it ends; null: it does not end in it. */
export function textBefore(id: string, { text: [line = '', more] }: ReplyObserved): string | null {
  return more === undefined && line.endsWith(id) ? line.slice(0, line.length - id.length) : null
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

/** The last few that were unlike each other, or what is kept for each; the one that was found last comes first. */
export class LatestUnlike<Value> {
  readonly #most: number
  readonly #latest: Value[] = []

  constructor(most: number) {
    this.#most = most
  }

  find(test: (value: Value) => boolean): Value | undefined {
    const at = this.#latest.findIndex(test)
    const found = this.#latest[at]
    if (found !== undefined && at > 0) {
      this.#latest.splice(at, 1)
      this.#latest.unshift(found)
    }
    return found
  }

  add(value: Value): void {
    this.#latest.unshift(value)
    if (this.#latest.length > this.#most) this.#latest.pop()
  }
}
