import type { Added, MessageStore } from './engine.ts'

/** The store's later answers to messages, and the messages whose answer nobody waits for any more. */
export class LateAnswers {
  readonly #store: MessageStore
  readonly #onError: (error: unknown) => void
  /** Of messages that it has not answered for. */
  readonly #underWay = new Map<string, AbortController>()

  constructor(store: MessageStore, onError: (error: unknown) => void) {
    this.#store = store
    this.#onError = onError
  }

  /** Aborted when nobody waits for that message any more. */
  signalOf(id: string): AbortSignal {
    const controller = new AbortController()
    this.#underWay.set(id, controller)
    return controller.signal
  }

  async of(id: string, added: Promise<Added>): Promise<Added | 'failed'> {
    try {
      return await added
    } catch (error) {
      // The client has its 451: the store only did what the abort asked for.
      if (this.#underWay.get(id)?.signal.aborted !== true) this.#onError(error)
      return 'failed'
    } finally {
      this.#underWay.delete(id)
    }
  }

  /** The client got 451 and will send again: the message is not to be kept, and to be removed where it was. */
  giveUp(id: string): void {
    this.#underWay.get(id)?.abort()
    try {
      const removed = this.#store.removeMessages([id])
      if (removed instanceof Promise) removed.catch(this.#onError)
    } catch (error) {
      this.#onError(error)
    }
  }
}
