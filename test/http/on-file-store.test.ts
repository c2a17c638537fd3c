import { openTemporaryStore } from '../store/file-store/temporary.ts'
import { stores } from './support/start-test-http.ts'

// The same requests and the same answers, where the store keeps everything in files.
stores.open = openTemporaryStore
await import('./messages.test.ts')
await import('./sessions.test.ts')
await import('./wait.test.ts')
await import('./inject.test.ts')
await import('./inboxes.test.ts')
await import('./message-frame.test.ts')
await import('./compat/mailpit-api.test.ts')
await import('./compat/mailpit-socket.test.ts')
await import('./compat/mailhog.test.ts')
await import('./compat/beside-mailpit.test.ts')
