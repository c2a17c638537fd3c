import type { Added, MessageStore } from './engine.ts'

/** What the store says later of the messages of a server; and those that it need not say anything of any more. */
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
      // The client has its reply: that the store did as it was told is nobody's business.
      if (this.#underWay.get(id)?.signal.aborted !== true) this.#onError(error)
      return 'failed'
    } finally {
      this.#underWay.delete(id)
    }
  }

  /** The client was told 451 and will send again: the message is not to be kept, and to be removed where it is. */
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
