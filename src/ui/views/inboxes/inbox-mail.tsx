import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ApiInbox, ApiMessageCount, ApiMessagePage } from '../../../model/api.ts'
import { get } from '../../api/http.ts'
import { useCell } from '../../lib/cell.ts'
import { plural, timeAgo } from '../../lib/format.ts'
import { useLoaded } from '../../lib/load.ts'
import { now } from '../../lib/now.ts'
import { href } from '../../lib/route.ts'
import { info } from '../../state/server.ts'

/** In a burst of mail it is asked for no more often. */
const restMs = 1_000

/** Another value than before whenever messages came or went, at most once a second. */
function useSlowCount(): number {
  const count = useCell(info)?.counts.messages ?? 0
  const [slow, setSlow] = useState(count)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const latest = useRef(count)
  latest.current = count
  useEffect(() => {
    if (count === slow || timer.current !== null) return
    timer.current = setTimeout(() => {
      timer.current = null
      setSlow(latest.current)
    }, restMs)
  }, [count, slow])
  useEffect(() => () => clearTimeout(timer.current ?? undefined), [])
  return slow
}

/** Whether it has been in sight: there may be hundreds of inboxes. */
function useSeen(element: { readonly current: Element | null }): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const seen = new IntersectionObserver((entries) => setSeen(entries.some((one) => one.isIntersecting)))
    if (element.current !== null) seen.observe(element.current)
    return () => seen.disconnect()
  }, [])
  return isSeen
}

async function mailOf(
  id: string,
): Promise<{ readonly counts: ApiMessageCount; readonly page: ApiMessagePage }> {
  const [counts, page] = await Promise.all([
    get<ApiMessageCount>(`messages/count?inbox=${encodeURIComponent(id)}`),
    get<ApiMessagePage>(`messages?limit=1&inbox=${encodeURIComponent(id)}`),
  ])
  return { counts, page }
}

function Counted({ inbox }: { inbox: ApiInbox }): JSX.Element {
  const { value, error } = useLoaded(inbox.id, () => mailOf(inbox.id), useSlowCount())
  const at = useCell(now)
  if (error !== null) return <span role="alert">{error}</span>
  if (value === null) return <span>…</span>
  const { counts, page } = value
  const [last] = page.messages
  return (
    <>
      <a href={href(['messages'], { q: `inbox:${inbox.id}` })}>{plural(counts.messages, 'message')}</a>
      {counts.unread > 0 && <span>{counts.unread.toLocaleString('en')} unread</span>}
      {last !== undefined && (
        <a class="inbox-last truncate" href={href(['messages', last.id], { q: `inbox:${inbox.id}` })}>
          {last.subject || '(no subject)'}
        </a>
      )}
      {last !== undefined && <span>{timeAgo(last.receivedAt, at)}</span>}
    </>
  )
}

/** How much came for an inbox, and what came last. */
export function InboxMail({ inbox }: { inbox: ApiInbox }): JSX.Element {
  const line = useRef<HTMLParagraphElement>(null)
  const isSeen = useSeen(line)
  return (
    <p class="inbox-mail" ref={line}>
      {isSeen && <Counted inbox={inbox} />}
    </p>
  )
}
