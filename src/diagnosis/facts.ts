import type {
  AuthObserved,
  ClientHelloObserved,
  CommandObserved,
  DataObserved,
  DiscardedObserved,
  FirstBytesObserved,
  HeaderFacts,
  Observation,
  ReplyObserved,
  ServerActedObserved,
  TlsEstablishedObserved,
  TlsFailedObserved,
} from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'

/** A command and what it was answered with. */
export interface Exchange {
  readonly command: CommandObserved
  /** The first answer: 334 to AUTH and 354 to DATA are first answers, not the last. */
  readonly first: ReplyObserved | null
  /** The answer that ended the command; null where there was none, or it fell out of the record. */
  readonly last: ReplyObserved | null
}

/** Message content, with the MAIL command it belongs to. */
export interface Content {
  readonly data: DataObserved
  readonly mail: Exchange | null
  readonly header: HeaderFacts | null
  /** Entry number of the captured message. */
  readonly messageAt: number | null
}

/** A session record, indexed once so that every rule can ask without searching. */
export interface Facts {
  readonly record: SessionRecord
  readonly exchanges: readonly Exchange[]
  /** Commands before TLS, and under it. On a port with implicit TLS all are secure. */
  readonly clear: readonly Exchange[]
  readonly secure: readonly Exchange[]
  readonly auths: readonly AuthObserved[]
  /** Lines that came in clear behind an AUTH that had been refused already: user and password, perhaps. */
  readonly lateLines: number
  /** Such lines in all, under TLS too. */
  readonly linesBehindAuth: number
  readonly contents: readonly Content[]
  readonly greeting: ReplyObserved | null
  readonly firstBytes: FirstBytesObserved | null
  readonly hello: ClientHelloObserved | null
  readonly established: TlsEstablishedObserved | null
  readonly tlsFailed: TlsFailedObserved | null
  readonly discarded: DiscardedObserved | null
  readonly acts: readonly ServerActedObserved[]
  /** Number of the first captured message's entry; null: none was captured. */
  readonly deliveredAt: number | null
  /** How many messages were captured. */
  readonly delivered: number
  /** Milliseconds from connect to close, of an open session until now; null where that is not known. */
  readonly lastedMs: number | null
}

interface Open {
  command: CommandObserved
  first: ReplyObserved | null
  last: ReplyObserved | null
}

interface OpenContent {
  data: DataObserved
  mail: Open | null
  header: HeaderFacts | null
  messageAt: number | null
}

/**
 * One pass over the entries. Replies are matched to commands in order, which also holds under PIPELINING
 * (RFC 2920 §3.1). `now`, in milliseconds since 1970, tells how long an open session has lasted.
 */
export function readFacts(record: SessionRecord, now: number | null = null): Facts {
  const exchanges: Open[] = []
  const clear: Open[] = []
  const secure: Open[] = []
  const auths: AuthObserved[] = []
  const contents: OpenContent[] = []
  const acts: ServerActedObserved[] = []
  const waiting: Open[] = []
  const last: Partial<{ [K in Observation['kind']]: Extract<Observation, { kind: K }> }> = {}
  let greeting: ReplyObserved | null = null
  let firstBytes: FirstBytesObserved | null = null
  let mail: Open | null = null
  let deliveredAt: number | null = null
  let previous = -1
  let asked = false
  let lateLines = 0
  let linesBehindAuth = 0

  for (const entry of record.entries) {
    // A gap: what fell out took commands or replies with it, so nothing that waits can be matched any more.
    if (previous >= 0 && entry.n !== previous + 1) waiting.length = 0
    previous = entry.n
    switch (entry.kind) {
      case 'command': {
        const exchange: Open = { command: entry, first: null, last: null }
        exchanges.push(exchange)
        ;(entry.secure ? secure : clear).push(exchange)
        waiting.push(exchange)
        if (entry.verb === 'MAIL') mail = exchange
        break
      }
      case 'reply': {
        if (greeting === null && exchanges.every((exchange) => exchange.first === null) && opens(entry)) {
          greeting = entry
          break
        }
        const head = waiting[0]
        if (entry.code === 334) asked = true
        if (head === undefined) break
        head.first ??= entry
        if (entry.code >= 300 && entry.code < 400) break
        head.last = entry
        waiting.shift()
        break
      }
      case 'auth-line':
        if (!asked) linesBehindAuth++
        if (!asked && !entry.secure) lateLines++
        asked = false
        break
      case 'auth':
        asked = false
        auths.push(entry)
        break
      case 'data':
        contents.push({ data: entry, mail, header: null, messageAt: null })
        break
      case 'message': {
        const content = contents.at(-1)
        if (content !== undefined) {
          content.header = entry.header
          content.messageAt = entry.n
        }
        deliveredAt ??= entry.n
        break
      }
      case 'server':
        acts.push(entry)
        break
      case 'first-bytes':
        firstBytes ??= entry
        break
      case 'tls-established':
        waiting.length = 0
        last['tls-established'] = entry
        break
      case 'client-hello':
        last['client-hello'] = entry
        break
      case 'tls-failed':
        last['tls-failed'] ??= entry
        break
      case 'discarded':
        last.discarded ??= entry
        break
    }
  }

  return {
    record,
    exchanges,
    clear,
    secure,
    auths,
    lateLines,
    linesBehindAuth,
    contents,
    greeting,
    firstBytes,
    hello: last['client-hello'] ?? null,
    established: last['tls-established'] ?? null,
    tlsFailed: last['tls-failed'] ?? null,
    discarded: last.discarded ?? null,
    acts,
    deliveredAt,
    delivered: record.messages.length,
    lastedMs:
      record.close?.atMs ?? record.durationMs ?? (now === null ? null : now - Date.parse(record.startedAt)),
  }
}

/** Whether a reply can be a greeting (RFC 5321 §3.1, §4.2.2). */
function opens(reply: ReplyObserved): boolean {
  return reply.code === 220 || reply.code === 421 || reply.code === 554
}
