import { createHash } from 'node:crypto'
import { BufferList } from '../../base/buffer-list.ts'
import { FourportError } from '../../base/errors.ts'
import { systemClock } from '../../base/passed-in.ts'
import { createMessageParser } from '../../capture/create-parser.ts'
import type { StoreCounts } from '../../model/mailbox.ts'
import type { MessageFacts, NewMessage } from '../../model/message.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { maxHeaderBytes, readHeader } from '../../protocol/input/header-facts.ts'
import { lineFaults } from '../../protocol/input/line-faults.ts'
import type { Store } from '../../store/store.ts'
import { openStoreOf } from '../open-store.ts'
import { headerEnvelope } from './header-envelope.ts'
import type { MovedMessage } from './moved-message.ts'

/** Read from the file at a time. */
const pageLength = 100
/** Waiting for a commit at a time: they share it. */
const messagesAtOnce = 64

/** The file of a store without a server: mail is moved into it and out of it. */
export class StoreFile {
  readonly #store: Store

  private constructor(store: Store) {
    this.#store = store
  }

  /** @throws FourportError OPTION_INVALID where the options name no file; STORE_NEEDS_NODE, STORE_IN_USE, STORE_UNUSABLE */
  static async open(options: ResolvedOptions, readOnly: boolean): Promise<StoreFile> {
    if (options.store === null)
      throw new FourportError('OPTION_INVALID', 'No file is named that keeps mail.', {
        help: 'Name it with --store, for example --store mail.db.',
      })
    const { maxMessages, maxMessageBytes, maxAgeMs, maxSessions, maxSessionBytes } = options
    const limits = { maxMessages, maxMessageBytes, maxAgeMs, maxSessions, maxSessionBytes }
    const parser = createMessageParser()
    // What fails in listeners, of which there are none.
    const onError = (error: unknown): never => {
      throw error
    }
    return new StoreFile(
      await openStoreOf({ ...options, readOnly })({ limits, clock: systemClock, parser, onError }),
    )
  }

  counts(): Promise<StoreCounts> {
    return Promise.resolve(this.#store.counts())
  }

  /** Oldest first, each with its whole envelope. */
  async *messages(): AsyncGenerator<MovedMessage & Pick<MessageFacts, 'envelope'>> {
    for (const id of (await this.#ids()).toReversed()) {
      const [facts, raw] = await Promise.all([this.#store.getMessage(id), this.#store.bytes(id)])
      if (facts === undefined || raw === undefined) continue
      const { receivedAt, envelope, origin } = facts
      const { labels } = this.#store
      const tags = await labels.tagsOf(facts)
      yield { id, receivedAt, envelope, origin, tags, isRead: labels.isRead(id), raw }
    }
  }

  /** Oldest first. */
  async *sessions(): AsyncGenerator<SessionRecord> {
    const ids: string[] = []
    for (let before: string | undefined; ;) {
      const page = await this.#store.listSessions({
        limit: pageLength,
        ...(before !== undefined && { before }),
      })
      ids.push(...page.map(({ id }) => id))
      if (page.length < pageLength) break
      before = page.at(-1)?.id
    }
    for (const id of ids.toReversed()) {
      const record = await this.#store.getSession(id)
      if (record !== undefined) yield record
    }
  }

  /**
   * Adds messages as they come, and answers how many were new. One whose id is there already is left as it is.
   *
   * @throws FourportError STORE_FULL; what came before is in the store then
   */
  async addMessages(messages: AsyncIterable<MovedMessage>): Promise<number> {
    let added = 0
    const ids = new MovedIds()
    // By id: of two that are the same, one is new.
    const some = new Map<string, Promise<boolean>>()
    const settled = async (): Promise<void> => {
      const outcomes = await Promise.allSettled(some.values())
      some.clear()
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') throw outcome.reason
        if (outcome.value) added++
      }
    }
    try {
      for await (const message of messages) {
        const id = ids.of(message)
        if (!some.has(id)) some.set(id, this.#add(message, id))
        if (some.size === messagesAtOnce) await settled()
      }
    } finally {
      await settled()
    }
    return added
  }

  /** One whose id is there already is replaced. */
  async addSession(record: SessionRecord): Promise<void> {
    await this.#store.addSession(record)
  }

  async close(): Promise<void> {
    await this.#store.close()
  }

  async #add(message: MovedMessage, id: string): Promise<boolean> {
    if ((await this.#store.getMessage(id)) !== undefined) return false
    const added = await this.#store.addMessage(newMessage(message, id))
    if ('refused' in added) throw added.refused
    const { labels } = this.#store
    const { isRead, tags } = message
    if (isRead) await labels.setRead(id, true)
    if (tags !== null && !isSame(tags, await labels.tagsOf(added.kept))) await labels.setTags(id, tags)
    return true
  }

  /** Newest first. */
  async #ids(): Promise<readonly string[]> {
    const ids: string[] = []
    for (let before: number | null = Infinity; before !== null;) {
      const page = await this.#store.listMessages({ limit: pageLength, before })
      for (const { id } of page.messages) ids.push(id)
      before = page.nextBefore
    }
    return ids
  }
}

function newMessage({ raw, receivedAt, envelope, origin }: MovedMessage, id: string): NewMessage {
  const content = new BufferList([raw])
  return {
    id,
    receivedAt,
    content,
    envelope: { mailParameters: {}, rcptParameters: {}, ...headerEnvelope(raw), ...envelope },
    origin,
    faults: lineFaults(content),
    subject: readHeader(content.head(maxHeaderBytes), content.sizeBytes).subject,
  }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at])
}

/** Ids of messages that have none. Of some with the same bytes each has its own, the same in every import. */
class MovedIds {
  readonly #seen = new Map<string, number>()

  of({ id, raw }: MovedMessage): string {
    if (id !== null) return id
    const hash = createHash('sha256').update(raw).digest('hex').slice(0, 24)
    const number = (this.#seen.get(hash) ?? 0) + 1
    this.#seen.set(hash, number)
    return number === 1 ? `m${hash}` : `m${hash}-${number}`
  }
}
