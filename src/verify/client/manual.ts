import type { Client } from './client.ts'
import { quiet } from './request.ts'
import type { VerifyTarget } from './target.ts'

/** Says what is to be done now; resolves when the person at the terminal says that it is. */
export type Ask = (target: VerifyTarget, signal: AbortSignal) => Promise<void>

/** A client that somebody starts by hand, as long as that may take. */
export function manualClient(ask: Ask): Client {
  return {
    name: 'by hand',
    kind: 'unseen',
    async send(target, time) {
      const done = new AbortController()
      const signal = AbortSignal.any([done.signal, time.signal])
      // Enter, or the mail: whichever comes first.
      const asked = ask(target, signal).finally(() => done.abort())
      await quiet(time, signal)
      done.abort()
      await asked.catch(() => undefined)
      return { leave: async () => null }
    },
    close: async () => {},
  }
}
