import type { RouteParts } from '../../route-parts.ts'
import type { Labels } from '../../../store/labels.ts'

/** What the routes of Mailpit's API are made of. */
export interface MailpitParts extends RouteParts {
  readonly labels: Labels
}
