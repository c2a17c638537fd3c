import type { JSX } from 'preact'
import { patienceMs, unanswered } from '../api/http.ts'
import { useCell } from '../lib/cell.ts'
import { shortTime } from '../lib/format.ts'
import { loadFailure, lostAt } from '../state/live.ts'
import { info } from '../state/server.ts'

/** Above every view: that the server is gone, that it is late, or why the page could not load what it shows. */
export function Banner(): JSX.Element | null {
  const failure = useCell(loadFailure)
  const lost = useCell(lostAt)
  const isLoaded = useCell(info) !== null
  const isLate = useCell(unanswered) > 0
  // What cannot be loaded meanwhile is no news.
  const offline =
    lost !== null &&
    isLoaded &&
    `No connection to the server since ${shortTime(lost)}. What you see may be out of date; the page goes on by itself when the server is back.`
  const late = isLate && `The server has not answered for ${patienceMs / 1000} seconds. Waiting.`
  const words = offline || (failure ?? late)
  if (words === false) return null
  return (
    <p class="banner" role="alert">
      {words}
    </p>
  )
}
