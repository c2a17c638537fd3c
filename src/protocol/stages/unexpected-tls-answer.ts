import type { ClientHello } from '../../model/tls-facts.ts'
import type { SessionContext } from '../session-context.ts'
import { replies } from '../replies/replies.ts'
import type { LastReply } from '../replies/reply.ts'
import { parseClientHello } from '../tls-records/client-hello.ts'
import { firstBytesOf, mayBeSmtp } from '../input/first-bytes.ts'
import { HeldGreeting } from './held-greeting.ts'
import type { Stage } from '../stage.ts'
import { UnexpectedTls } from './unexpected-tls.ts'

/** What becomes of a peer whose greeting was held. */
export interface AfterHold {
  /** It came with TLS that nothing can be said in. */
  readonly unexpected: (stage: Stage, chunk: Buffer) => void
  /** It came with TLS, and is to be told in it. */
  readonly tellInTls: (reply: LastReply, chunk: Buffer) => void
  /** It came with no TLS; `chunk` is what it sent before the greeting. */
  readonly greet: (chunk: Buffer | null) => void
}

/** Peers that come with TLS where none is spoken yet: remembered, so that the next greeting can be an answer. */
export class UnexpectedTlsAnswer {
  readonly #context: SessionContext

  constructor(context: SessionContext) {
    this.#context = context
  }

  /** TLS where none is spoken yet. */
  unexpected(beforeGreeting: boolean): Stage {
    const { record } = this.#context
    const onHello = (hello: ClientHello): void => {
      if (this.#trusts(hello)) this.#remember()
    }
    return new UnexpectedTls({ record, onHello, hangUp: () => this.#context.hangUp() }, beforeGreeting)
  }

  /** A peer of this host came with TLS before. If it is TLS again, it is told inside TLS what is wrong. */
  hold(holdMs: number, { unexpected, tellInTls, greet }: AfterHold): HeldGreeting {
    const { record, listener, nowMs: sinceMs } = this.#context
    const reply = listener.profile.tls === 'none' ? replies.hintPlain : replies.hintStarttls
    return new HeldGreeting(sinceMs + holdMs, {
      onTls: (chunk) => {
        const hello = parseClientHello(chunk)
        // Another one than the one that is waited for: it would meet a certificate it does not trust.
        if (!listener.speaksTls || (hello !== null && hello !== 'incomplete' && !this.#trusts(hello))) {
          unexpected(this.unexpected(true), chunk)
          return
        }
        this.#remember()
        record.spoke('tls')
        record.add(firstBytesOf('tls', chunk, true))
        tellInTls(reply, chunk)
      },
      onGreet: (chunk) => {
        // Another protocol is named as such when its line is read: that it came early is the least of it.
        if (chunk !== null && mayBeSmtp(chunk)) record.add(firstBytesOf('smtp', chunk, true))
        greet(chunk)
      },
      onLeft: () => {
        const heldMs = Math.round(this.#context.nowMs - sinceMs)
        const text = `The greeting was held for ${heldMs} ms of ${Math.round(holdMs)}: a client of this host had come to this port with TLS`
        record.add({ kind: 'server', what: 'greeting-held', text })
      },
    })
  }

  /** Whether this peer has taken our certificate before, so that words inside TLS reach it. */
  #trusts({ ja4 }: ClientHello): boolean {
    const { listener, remote } = this.#context
    return listener.trusting.has(remote.host, ja4)
  }

  #remember(): void {
    const { listener, remote, record, nowMs } = this.#context
    if (listener.settings.hints)
      listener.unexpectedTlsPeers.remember(remote.host, nowMs, nowMs - record.startMs)
  }
}
