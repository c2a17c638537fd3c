import type { NewMessage } from '../../src/model/message.ts'
import type { Ack } from '../../src/protocol/actions.ts'

/** A message that a store was given and has not answered for. */
export interface Asked {
  readonly message: NewMessage
  /** Its bytes, read now. */
  raw(): string
  answer(ack: Ack): void
  fail(error: unknown): void
}

/** A store that answers when the test says so. */
export class LateStore {
  readonly asked: Asked[] = []
  readonly withdrawn: string[] = []
  #awaited: { readonly count: number; readonly resolve: (asked: Asked) => void }[] = []

  readonly keep = (message: NewMessage): Promise<Ack> =>
    new Promise((resolve, reject) => {
      const raw = (): string => Buffer.concat(message.content.parts).toString('latin1')
      this.asked.push({ message, raw, answer: resolve, fail: reject })
      for (const { count, resolve: come } of this.#awaited) {
        if (this.asked.length === count) come(this.asked.at(-1) as Asked)
      }
    })

  readonly withdraw = (id: string): void => {
    this.withdrawn.push(id)
  }

  /** The message of that number, from 1 on, also one still to come. */
  nth(count: number): Promise<Asked> {
    const known = this.asked[count - 1]
    if (known !== undefined) return Promise.resolve(known)
    return new Promise((resolve) => {
      this.#awaited.push({ count, resolve })
    })
  }
}
