import { type Client, unseenRun } from './client.ts'
import { quiet } from './request.ts'
import type { VerifyTarget } from './target.ts'

/** Somebody who can be asked to send a mail. */
export interface Person {
  /**
   * Says what to do now; resolves when they say that it is, or could not be, or `signal` is aborted.
   *
   * @param hasCome - Whether a client has connected in this scenario
   */
  ask(target: VerifyTarget, signal: AbortSignal, hasCome: () => boolean): Promise<void>
  close(): void
}

/** A client that somebody starts by hand, as long as that may take. */
export function manualClient(person: Person): Client {
  return {
    name: 'by hand',
    kind: 'unseen',
    trustsAlready: true,
    async send(target, time) {
      const done = new AbortController()
      const signal = AbortSignal.any([done.signal, time.signal])
      // Enter, or the mail: whichever comes first.
      let come = false
      void time.came.then(() => (come = true))
      const asked = person.ask(target, signal, () => come).finally(() => done.abort())
      await Promise.all([asked, quiet(time, signal).finally(() => done.abort())])
      return unseenRun
    },
    close: async () => person.close(),
  }
}
