import type { CapturedMessage } from '../../model/message.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { EventFeed } from '../feed.ts'
import type { StoreParts } from '../store.ts'
import type { FileChange } from './operations.ts'

/** What was written. */
export interface Came {
  readonly message?: CapturedMessage
  readonly session?: SessionRecord
}

/** Reports what happened, in the order in which the file has it. */
export function publishChanges(
  changes: readonly FileChange[],
  came: Came,
  { feed, parser }: { readonly feed: EventFeed } & Pick<StoreParts, 'parser'>,
): void {
  for (const change of changes) {
    if (change.type === 'message') feed.publish({ type: 'message', message: came.message as CapturedMessage })
    else if (change.type === 'session')
      feed.publish({ type: 'session', session: came.session as SessionRecord })
    else if (change.type === 'reviewed')
      feed.publish({ type: 'reviewed', session: JSON.parse(change.record) as SessionRecord })
    else {
      if (change.type === 'removed') for (const id of change.ids) parser.forget({ id })
      feed.publish(change)
    }
  }
}
