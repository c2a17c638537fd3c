import { readingTable } from './capture/reading-table.ts'
import { mailHogPartView } from './http/compat/mailhog/part-view.ts'
import { mailDevViews } from './http/compat/maildev/maildev-views.ts'
import { mailHogView } from './http/compat/mailhog/to-mailhog.ts'
import { mailpitViews } from './http/compat/mailpit/mailpit-views.ts'
import { messageViews } from './http/routes/message-views.ts'
import { viewTable } from './http/views/view-table.ts'
import { serveWork } from './threads/serve-work.ts'

// What a thread runs. Built into one file of its own, without what only the server needs.
serveWork({
  ...readingTable,
  ...viewTable([...messageViews, ...mailpitViews, mailHogView, mailHogPartView, ...mailDevViews]),
})
