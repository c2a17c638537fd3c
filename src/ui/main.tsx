import { render } from 'preact'
import { App } from './app.tsx'
import { keepFocus } from './lib/keep-focus.ts'
import { startLive } from './state/live.ts'
import { watchUnread } from './state/unread.ts'

const root = document.getElementById('app')
if (root === null) throw new Error('index.html has no #app to render into')
render(<App />, root)
keepFocus(root)
watchUnread()
startLive()
