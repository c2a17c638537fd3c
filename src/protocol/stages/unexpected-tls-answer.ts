import type { ClientHello } from '../../model/tls-facts.ts'
import { firstBytesOf, mayBeSmtp } from '../input/first-bytes.ts'
import { replies } from '../replies/replies.ts'
import type { LastReply } from '../replies/reply.ts'
import type { SessionContext } from '../session-context.ts'
import type { Stage } from '../stage.ts'
import { parseClientHello } from '../tls-records/client-hello.ts'
import { HeldGreeting } from './held-greeting.ts'
import { UnexpectedTls } from './unexpected-tls.ts'

/** The stages that may follow a held greeting. */
export interface AfterHold {
  /** The peer came with TLS: a reply under TLS says what is wrong. */
  readonly tellInTls: (reply: LastReply) => Stage
  /** It came with no TLS. */
  readonly greet: () => Stage
}

/** TLS where none is spoken yet. The peer is remembered, so that its next greeting can be an answer. */
export function unexpectedTls(context: SessionContext, beforeGreeting: boolean): Stage {
  return new UnexpectedTls(context, beforeGreeting, (hello) => {
    if (trusts(context, hello)) remember(context)
  })
}

/** The greeting of a peer whose host came with TLS before. If it is TLS again, a reply inside TLS says what is wrong. */
export function holdGreeting(
  context: SessionContext,
  holdMs: number,
  { tellInTls, greet }: AfterHold,
): Stage {
  const { record, listener, nowMs: sinceMs } = context
  const reply = listener.profile.tls === 'none' ? replies.hintPlain : replies.hintStarttls
  return new HeldGreeting(sinceMs + holdMs, {
    onTls: (chunk) => {
      const hello = parseClientHello(chunk)
      // Another one than the one that is waited for: it would meet a certificate it does not trust.
      if (!listener.speaksTls || (hello !== null && hello !== 'incomplete' && !trusts(context, hello)))
        return unexpectedTls(context, true).bytes(chunk)
      remember(context)
      record.spoke('tls')
      record.add(firstBytesOf('tls', chunk, true))
      return tellInTls(reply).bytes(chunk)
    },
    onGreet: (chunk) => {
      // Another protocol is named as such when its line is read: that it came early is the least of it.
      if (chunk !== null && mayBeSmtp(chunk)) record.add(firstBytesOf('smtp', chunk, true))
      return chunk === null ? greet() : greet().bytes(chunk)
    },
    onLeft: () => {
      const heldMs = Math.round(context.nowMs - sinceMs)
      const text = `The greeting was held for ${heldMs} ms of ${Math.round(holdMs)}: a client of this host had come to this port with TLS`
      record.add({ kind: 'server', what: 'greeting-held', text })
    },
  })
}

/** Whether this peer has accepted our certificate before, so that words inside TLS reach it. */
function trusts({ listener, remote }: SessionContext, { ja4 }: ClientHello): boolean {
  return listener.trusting.has(remote.host, ja4)
}

function remember({ listener, remote, record, nowMs }: SessionContext): void {
  if (listener.settings.hints)
    listener.unexpectedTlsPeers.remember(remote.host, nowMs, nowMs - record.startMs)
}
