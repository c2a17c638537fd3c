import type { RouteParts, Routes } from '../route-parts.ts'
import type { Description } from '../description/common-answers.ts'
import { addDeleteRoutes } from './delete-messages.ts'
import { addDescriptionRoutes } from './description.ts'
import { addExportRoute } from './export-messages.ts'
import { addFaultRoutes } from './faults.ts'
import { addFindingRoutes } from './findings.ts'
import { addInboxRoutes } from './inboxes.ts'
import { addInjectRoute } from './inject.ts'
import { addLabelRoutes } from './label-messages.ts'
import { addListRoutes } from './list-messages.ts'
import { addMessageRoutes } from './message.ts'
import { addContentRoutes } from './message-content.ts'
import { addNestedMailRoutes } from './nested-mail.ts'
import { addReleaseRoute } from './release.ts'
import { addScenarioRoutes } from './scenarios.ts'
import { addServerRoutes } from './server.ts'
import { addSessionRoutes } from './sessions.ts'
import { addTestMailRoute } from './test-mail.ts'
import { addVerifyRoutes } from './verify.ts'
import { addWaitRoute } from './wait.ts'

/** Adds all routes of the native API, and answers their description. */
export function addNativeRoutes(app: Routes, parts: RouteParts): Description {
  addServerRoutes(app, parts)
  addListRoutes(app, parts)
  addWaitRoute(app, parts)
  addExportRoute(app, parts)
  addLabelRoutes(app, parts)
  addDeleteRoutes(app, parts)
  addMessageRoutes(app, parts)
  addContentRoutes(app, parts)
  addNestedMailRoutes(app, parts)
  addSessionRoutes(app, parts)
  addFindingRoutes(app, parts)
  addInboxRoutes(app, parts)
  addFaultRoutes(app, parts)
  addInjectRoute(app, parts)
  addScenarioRoutes(app, parts)
  addTestMailRoute(app, parts)
  addVerifyRoutes(app, parts)
  addReleaseRoute(app, parts)
  return addDescriptionRoutes(app, parts)
}
