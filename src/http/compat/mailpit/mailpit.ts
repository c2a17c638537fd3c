import type { RouteParts, Routes } from '../../route-parts.ts'
import type { MailpitParts } from './mailpit-parts.ts'
import { addMessageRoutes } from './message-routes.ts'
import { addMessagesRoutes } from './messages-routes.ts'
import { addSendRoute } from './send-route.ts'
import { addServerRoutes } from './server-routes.ts'

/**
 * The API of Mailpit, version 1, with its field names and status codes, so that test code written for it runs
 * unchanged. Answers the parts, which its WebSocket shares.
 */
export function addMailpit(app: Routes, parts: RouteParts): MailpitParts {
  const mailpit = { ...parts, labels: parts.context.store.labels }
  addMessagesRoutes(app, mailpit)
  addMessageRoutes(app, mailpit)
  addServerRoutes(app, mailpit)
  addSendRoute(app, mailpit)
  return mailpit
}
