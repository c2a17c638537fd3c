import { plural } from '../lib/format.ts'
import { go, href } from '../lib/route.ts'
import { deleteLater } from './deletion.ts'
import { loadServer } from './server.ts'
import { sessions } from './sessions.ts'

/** Every session that has ended, up to the newest that is listed: what ends meanwhile stays. */
export function deleteAllSessions(): void {
  const { items, next } = sessions.state.get()
  const ended = items.filter((session) => session.durationMs !== null)
  const newest = ended[0]
  if (newest === undefined) return
  const ids = new Set(ended.map(({ id }) => id))
  deleteLater({
    words: `Deleted ${next === null ? plural(ended.length, 'session') : 'all sessions'}`,
    hides: (item: { readonly id: string; readonly startedAt?: string }) =>
      ids.has(item.id) || (next !== null && (item.startedAt ?? '~') < newest.startedAt),
    paths: [`sessions?all=true&upTo=${encodeURIComponent(newest.id)}`],
    done: () => void sessions.reload().then(loadServer),
  })
  go(href(['sessions']), { replace: true })
}
