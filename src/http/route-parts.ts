import type { OpenAPIHono } from '@hono/zod-openapi'
import type { HttpContext } from './context.ts'
import type { WaitingBytes } from './live/waiting-bytes.ts'
import type { HttpRoom } from './held.ts'
import type { Received } from './received.ts'
import type { Turns } from './turns.ts'

/** What routes are added to. */
export type Routes = OpenAPIHono

/** What routes are made of. */
export interface RouteParts {
  readonly context: HttpContext
  readonly received: Received
  /** What waits for the readers of all streams. */
  readonly waiting: WaitingBytes
  /** Aborted when the server closes: waits end. */
  readonly closing: AbortSignal
  /** What requests and their answers may hold. */
  readonly room: HttpRoom
  /** Taken by what reads messages. */
  readonly turns: Turns
  readonly onError: (error: unknown) => void
}
