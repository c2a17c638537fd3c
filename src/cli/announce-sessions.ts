import { whenThere } from '../base/eventual.ts'
import type { Reviews } from '../diagnosis/reviews.ts'
import type { Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Presenter } from './print/presenter.ts'
import type { Counter } from './counter.ts'

export interface AnnouncedSessions {
  /** An ended session, at once; one whose verdict depends on others is shown when they have ended, and nothing waits for it. */
  session(session: SessionRecord): void
  /** Resolves when every session has been shown. */
  all(): Promise<unknown>
}

/** Shows and counts each session once, and again where its verdict changes after that. */
export function announceSessions({
  reviews,
  presenter,
  counter,
}: {
  readonly reviews: Reviews
  readonly presenter: Presenter
  readonly counter: Counter
}): AnnouncedSessions {
  const announced = new WeakMap<SessionRecord, Verdict>()
  const waiting = new Set<Promise<void>>()
  reviews.watch(({ session, verdict }) => {
    const before = announced.get(session)
    if (before === undefined || before === verdict) return
    announced.set(session, verdict)
    counter.again(before, verdict)
    presenter.session(session, verdict)
  })
  return {
    session(session) {
      const shown = whenThere(reviews.settled(session), (verdict) => {
        announced.set(session, verdict)
        counter.session(verdict)
        presenter.session(session, verdict)
      })
      if (!(shown instanceof Promise)) return
      const one = shown.catch((error: unknown) => presenter.error(error)).finally(() => waiting.delete(one))
      waiting.add(one)
    },
    all: () => Promise.all(waiting),
  }
}
