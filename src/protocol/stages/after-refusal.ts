import type { SessionContext } from '../session-context.ts'
import type { Due, Stage } from '../stage.ts'
import type { Conversation } from '../conversation.ts'

/** A client that waits for a greeting gets one after so long: a right one has begun its handshake, or closed. */
export const silenceBeforeGreetingMs = 1000
/** A right client has closed long before; one that waits for the end of the connection is not kept waiting for longer. */
const patienceMs = 5000

export interface AfterRefusalParts {
  /** The dialogue without TLS. */
  readonly conversation: () => Conversation
  /** Whether no greeting has come before TLS. */
  readonly greets: boolean
}

/**
 * TLS is over on this connection, as the client has refused it, and the connection is still there. What the client says next,
 * unencrypted, is answered and accepted, as one who holds the false certificate would.
 */
export class AfterRefusal implements Stage {
  readonly due: Due
  readonly #context: SessionContext
  readonly #parts: AfterRefusalParts

  constructor(context: SessionContext, parts: AfterRefusalParts) {
    this.#context = context
    this.#parts = parts
    const waitMs = parts.greets ? silenceBeforeGreetingMs : patienceMs
    this.due = { what: 'hint', atMs: context.nowMs + waitMs }
  }

  bytes(chunk: Buffer): Stage {
    return this.#parts.conversation().bytes(chunk)
  }

  time(): Stage {
    if (this.#parts.greets) return this.#parts.conversation().greet()
    const { record, actions } = this.#context
    record.close('server', 'destroyed')
    actions.close('cut')
    return this
  }

  ended(): void {
    // It has said nothing more.
  }
}

/** A session as a dialogue sees it that belongs to another listener than the one it was opened on. */
export function onListener(context: SessionContext, listener: SessionContext['listener']): SessionContext {
  return {
    listener,
    remote: context.remote,
    localHost: context.localHost,
    record: context.record,
    refusals: context.refusals,
    actions: context.actions,
    ending: context.ending,
    get nowMs() {
      return context.nowMs
    },
    get gone() {
      return context.gone
    },
  }
}
