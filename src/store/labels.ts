import type { Eventual } from '../base/eventual.ts'
import type { CapturedMessage } from '../model/message.ts'

/** A label that changed. */
export interface LabelChange {
  readonly id: string
  readonly isRead?: boolean
  readonly tags?: readonly string[]
}

/** What readers say of messages: whether one was read, and its tags. Labels go when their messages go. */
export interface Labels {
  /** Calls back with each change; the function returned ends it. */
  watch(listener: (change: LabelChange) => void): () => void
  /** Grows with each change. */
  readonly revision: number
  readonly readCount: number
  isRead(id: string): boolean
  /** Of a message that is not there, nothing changes. */
  setRead(id: string, isRead: boolean): Promise<void>
  /** Tags of a message, sorted: those set, else the ones it came with. @param bytes - Where they have been read already */
  tagsOf(message: CapturedMessage, bytes?: Buffer): Eventual<readonly string[]>
  /** Tags that a message is known to have, sorted; undefined: those it came with, which its recipients and X-Tags show. */
  knownTags(message: CapturedMessage): readonly string[] | undefined
  /** Replaces the tags of a message. */
  setTags(id: string, tags: readonly string[]): Promise<void>
  /** Each tag there is, with the number of its messages. */
  countTags(): Promise<ReadonlyMap<string, number>>
}
