import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Semaphore } from '../base/semaphore.ts'
import type { HttpContext } from './context.ts'
import type { WaitingBytes } from './live/waiting-bytes.ts'
import type { HttpRoom } from './held.ts'
import type { Received } from './received.ts'

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
  /** Taken by what reads messages: at the back where it reads many. */
  readonly turns: Semaphore
  /** So long after its time a wait for messages is answered at the latest: then what came must have been read. */
  readonly maxLateMs: number
  readonly onError: (error: unknown) => void
}
