import { render } from 'preact'
import { App } from './app.tsx'
import { startLive } from './state/live.ts'
import { watchUnread } from './state/unread.ts'

const root = document.getElementById('app')
if (root === null) throw new Error('index.html has no #app to render into')
render(<App />, root)
watchUnread()
startLive()
