import { setImmediate as turn, setTimeout as after } from 'node:timers/promises'
import type { Eventual } from '../../src/base/eventual.ts'

/** Every so many calls, one takes milliseconds; the others a turn of the event loop. */
const longCallEvery = 16
const longCallMs = 3

/** Answers in the order of the calls, none at once. */
export class Line {
  #last: Promise<unknown> = Promise.resolve()
  #calls = 0
  #closed: Promise<void> | undefined

  call<Answer>(ask: () => Eventual<Answer>): Promise<Answer> {
    if (this.#closed !== undefined) return Promise.reject(new Error('The store was closed.'))
    const isLong = ++this.#calls % longCallEvery === 0
    const asked = this.#last.then(() => (isLong ? after(longCallMs) : turn())).then(ask)
    this.#last = asked.catch(() => undefined)
    return asked.then(async (answer) => {
      await turn()
      return answer
    })
  }

  /** When all that was asked before is done; what is asked later fails. */
  close(): Promise<void> {
    this.#closed ??= this.call(() => undefined)
    return this.#closed
  }
}
