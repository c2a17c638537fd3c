import type { MessageOrigin, NewMessage } from '../../model/message.ts'

/** Sessions that may send at the same time and still share. */
const remembered = 256

/** Gives messages of one session one origin: it is a third of what a small message takes beside its bytes. */
export class OriginPool {
  readonly #recent = new Map<string, MessageOrigin>()

  of(message: NewMessage): MessageOrigin {
    const known = this.#recent.get(message.sessionId)
    if (known && sameOrigin(known, message)) return known
    const { listener, profile, port, sessionId, tls, auth, remote, clientName } = message
    const origin = { listener, profile, port, sessionId, tls, auth, remote, clientName }
    if (this.#recent.size >= remembered) this.#recent.clear()
    this.#recent.set(sessionId, origin)
    return origin
  }
}

/** TLS and AUTH may change within a session; their facts are compared by what they say. */
function sameOrigin(one: MessageOrigin, other: NewMessage): boolean {
  return (
    one.listener === other.listener &&
    one.profile === other.profile &&
    one.port === other.port &&
    one.tls === other.tls &&
    one.auth?.user === other.auth?.user &&
    one.auth?.mechanism === other.auth?.mechanism &&
    one.remote.host === other.remote.host &&
    one.remote.port === other.remote.port &&
    one.clientName === other.clientName
  )
}
