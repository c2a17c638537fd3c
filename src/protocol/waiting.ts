/**
 * The one wait of a session: why, until when, and how it goes on. It stands in the place of the stage that waits, and holds
 * what arrives meanwhile. It does not know what it waits for, and carries nothing out.
 */
import { HeldBytes } from '../base/held-bytes.ts'
import type { Answer } from './actions.ts'
import type { Wait } from './outcome.ts'
import type { LastReply } from './replies/reply.ts'
import type { SessionContext } from './session-context.ts'
import type { Due, Stage } from './stage.ts'

/** The points of a message that its client is owed an answer to. */
const ofMessage: ReadonlySet<unknown> = new Set(['dot', 'kept'])

/** Whether its client waits for the answer to its final dot. */
export function isOwing({ why, at }: Pick<Wait<unknown>, 'why' | 'at'>): boolean {
  return why === 'answer' || ofMessage.has(at)
}

/** What is held of a client that nothing was said to yet: more than a ClientHello or a few commands can wait unread. */
export const openingBytes: number = 16 * 1024

export class WaitingStage implements Stage {
  due: Due
  /** Elapsed milliseconds. */
  readonly sinceMs: number
  /** Whether the client waits for the answer to its final dot. */
  readonly owing: boolean
  readonly #context: Pick<SessionContext, 'actions' | 'nowMs'>
  readonly #wait: Wait<Stage>
  readonly #stage: Stage
  readonly #roomBytes: number
  readonly #held = new HeldBytes()
  #paused = false
  #over: (() => void) | undefined

  /**
   * @param stage - The one that waits
   * @param roomBytes - Once more than this is held, the client is not read
   */
  constructor(
    context: Pick<SessionContext, 'actions' | 'nowMs'>,
    wait: Wait<Stage>,
    stage: Stage,
    roomBytes: number,
  ) {
    this.#context = context
    this.#wait = wait
    this.#stage = stage
    this.#roomBytes = roomBytes
    this.sinceMs = context.nowMs
    this.due = { what: wait.why, atMs: wait.untilMs }
    this.owing = isOwing(wait)
    this.#over = wait.begin?.(() => this.#endNow())
  }

  get busy(): boolean {
    return this.owing || this.#stage.busy === true
  }

  /** Whether it is the wait for the answer to this message. */
  isFor(id: string): boolean {
    return this.#wait.id === id
  }

  /** Whether it ends when the client has left. A handshake is of no use then. */
  get endsEarly(): boolean {
    return this.due.what === 'delay' && this.#wait.at !== 'handshake'
  }

  bytes(chunk: Buffer): Stage {
    this.#held.add(chunk)
    if (this.#held.length > this.#roomBytes && !this.#paused) {
      this.#paused = true
      this.#context.actions.pause()
    }
    return this
  }

  /** What has arrived meanwhile; null: nothing. The client is read again. */
  release(): Buffer | null {
    if (this.#paused) this.#context.actions.resume()
    return this.#held.length === 0 ? null : this.#held.bytes
  }

  /** The answer has come; without one the time is up. */
  over(answer?: Answer): Stage {
    this.#over?.()
    this.#over = undefined
    return this.#wait.resume(answer)
  }

  time(): Stage {
    return this.over()
  }

  ended(): void {
    this.#over?.()
    this.#over = undefined
    this.#stage.ended()
  }

  finish(reply: LastReply): void {
    this.#stage.finish?.(reply)
  }

  /** Its fault was removed: it is due at once, in the way that every wait ends. */
  #endNow(): void {
    this.due = { what: this.due.what, atMs: this.#context.nowMs }
    this.#context.actions.wake(0)
  }
}
