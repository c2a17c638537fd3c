import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { isPageView, pageViews, type PageView } from '../model/page-views.ts'
import { Banner } from './components/banner.tsx'
import { Header } from './components/header.tsx'
import { HelpDialog } from './components/help-dialog.tsx'
import { PurposeBar } from './components/purpose-bar.tsx'
import { ReadOnlyBar } from './components/read-only-bar.tsx'
import { UndoBar } from './components/undo-bar.tsx'
import { useCell } from './lib/cell.ts'
import { showReadOnly, useKeys } from './lib/keys.ts'
import { go, route } from './lib/route.ts'
import { info } from './state/server.ts'
import { titled } from './state/unread.ts'
import { BoardView } from './views/board/board-view.tsx'
import { InboxesView } from './views/inboxes/inboxes-view.tsx'
import { MessagesView } from './views/messages/messages-view.tsx'
import { SessionsView } from './views/sessions/sessions-view.tsx'
import { TryView } from './views/try/try-view.tsx'
import { StartVerify } from './views/verify/start-verify.tsx'
import { VerifyView } from './views/verify/verify-view.tsx'

/** A server that verifies a client has its matrix in place of the board. */
function usePlace(): PageView {
  const first = useCell(route).path[0] ?? ''
  const verifies = useCell(info)?.features.verify ?? false
  if (verifies && (first === '' || first === 'ports')) return 'verify'
  if (!isPageView(first) || first === 'ports') return 'board'
  return first
}

function View({ place }: { place: PageView }): JSX.Element {
  const verifies = useCell(info)?.features.verify ?? false
  if (place === 'verify') return verifies ? <VerifyView /> : <StartVerify />
  if (place === 'try') return <TryView />
  if (place === 'messages') return <MessagesView />
  if (place === 'sessions') return <SessionsView />
  if (place === 'inboxes') return <InboxesView />
  return <BoardView />
}

export function App(): JSX.Element {
  const [help, setHelp] = useState(false)
  const place = usePlace()
  useKeys({
    '?': () => setHelp(true),
    b: () => go('#/'),
    v: () => go('#/verify'),
    t: () => go('#/try'),
    m: () => go('#/messages'),
    s: () => go('#/sessions'),
    i: () => go('#/inboxes'),
  })
  const main = useRef<HTMLElement>(null)
  // How far another view was scrolled is nothing to this one: on a phone it would begin below all that it shows.
  useLayoutEffect(() => main.current?.scrollTo(0, 0), [place])
  const isReadOnly = useCell(info)?.features.readOnly ?? false
  useLayoutEffect(() => showReadOnly(isReadOnly), [isReadOnly])
  const unread = useCell(info)?.counts.unread ?? 0
  useEffect(() => {
    document.title = titled(`${pageViews[place]} · Fourport`, unread)
  }, [place, unread])
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => (event.preventDefault(), document.getElementById('main')?.focus())}
      >
        Skip to the content
      </a>
      <Header onHelp={() => setHelp(true)} />
      <Banner />
      <ReadOnlyBar />
      <PurposeBar />
      <main id="main" ref={main} tabIndex={-1} class={`main main-${place}`}>
        <View place={place} />
      </main>
      <UndoBar />
      <HelpDialog open={help} onClose={() => setHelp(false)} />
    </>
  )
}
