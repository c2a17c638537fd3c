import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Header } from './components/header.tsx'
import { HelpDialog } from './components/help-dialog.tsx'
import { useCell } from './lib/cell.ts'
import { useKeys } from './lib/keys.ts'
import { go, route } from './lib/route.ts'
import { loadFailure } from './state/live.ts'
import { BoardView } from './views/board/board-view.tsx'
import { InboxesView } from './views/inboxes/inboxes-view.tsx'
import { MessagesView } from './views/messages/messages-view.tsx'
import { SessionsView } from './views/sessions/sessions-view.tsx'

const titles: Readonly<Record<string, string>> = {
  messages: 'Messages',
  sessions: 'Sessions',
  inboxes: 'Inboxes',
}

function View(): JSX.Element {
  const { path } = useCell(route)
  if (path[0] === 'messages') return <MessagesView />
  if (path[0] === 'sessions') return <SessionsView />
  if (path[0] === 'inboxes') return <InboxesView />
  return <BoardView />
}

export function App(): JSX.Element {
  const [help, setHelp] = useState(false)
  const { path } = useCell(route)
  const failure = useCell(loadFailure)
  useKeys({
    '?': () => setHelp(true),
    b: () => go('#/'),
    m: () => go('#/messages'),
    s: () => go('#/sessions'),
    i: () => go('#/inboxes'),
  })
  useEffect(() => {
    document.title = `${titles[path[0] ?? ''] ?? 'Board'} · Fourport`
  }, [path[0]])
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
      {failure !== null && (
        <p class="banner" role="alert">
          {failure}
        </p>
      )}
      <main id="main" tabIndex={-1} class={`main main-${path[0] ?? 'board'}`}>
        <View />
      </main>
      <HelpDialog open={help} onClose={() => setHelp(false)} />
    </>
  )
}
