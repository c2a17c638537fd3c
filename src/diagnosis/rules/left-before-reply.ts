import type { SessionRecord } from '../../model/session-record.ts'
import { clean, duration } from '../quote.ts'
import type { DialogueContent, Exchange } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import type { Detection, Rule, RuleContext } from '../rule.ts'

/** A program that sends all it has and half-closes is still reading: it does so at once. */
const halfClosesWithinMs = 50
/** A program that goes on after the answer, and ends or resets the connection later, had time to read it. */
const resetsWithinMs = 250
/** RFC 5321 §4.5.3.2.6 */
const patienceMs = 10 * 60 * 1000

/** The message was in whole and kept, and its client left before it heard so (RFC 1047). */
export const leftBeforeReply: Rule = (facts, context) => {
  const { close } = facts.record
  const content = facts.contents.at(-1)
  const data = facts.exchanges.at(-1)
  if (close?.by !== 'client' || content === undefined || content.messageAt === null) return null
  if (data?.command.verb !== 'DATA' || data.command.n > content.data.n) return null
  const waitedMs = close.atMs - content.data.atMs
  // While this server was late, a client that ended its side at once seems to have waited.
  const halfCloses = waitedMs - facts.lateMs < halfClosesWithinMs
  // Written to a client that had closed both ways: it was answered with a reset (RFC 9293 §3.6.1).
  const isUnread = close.how === 'fin' && data.last !== null && wasReset(facts.record, data.last.n)
  if (!isUnread && data.last !== null && (data.last.atMs < close.atMs || halfCloses))
    return resetAtReply(data, content, facts)
  if (waitedMs >= patienceMs) return null
  const copies = copiesOf(content.header?.messageId ?? null, context)
  return {
    id: 'left-before-reply',
    confidence: 'certain',
    saw: `The client left ${isUnread ? 'right' : duration(waitedMs)} after the final dot, before the answer to it; the server had kept the message.${copies}`,
    why: 'A client without an answer must assume that the mail was not sent, and sends it again, so recipients get it twice (RFC 1047). RFC 5321 §4.5.3.2.6 asks clients to wait for ten minutes here.',
    fix: 'Give the client more time for the answer to the final dot, and keep the program running until it has come. Use the same Message-ID for a second try, so that copies can be recognized.',
    evidence: [content.data.n, content.messageAt],
  }
}

/**
 * A reset in place of an end. The system sends one where the program closes with unread octets, so perhaps it had not read the
 * answer; but a program may also ask for it (SO_LINGER 0). Under TLS, octets of TLS itself may be unread.
 */
function resetAtReply(data: Exchange, content: DialogueContent, { record }: Facts): Detection | null {
  const { close, tls } = record
  if (close?.how !== 'rst' || tls !== null || data.last === null || content.messageAt === null) return null
  if (close.atMs - data.last.atMs >= resetsWithinMs) return null
  return {
    id: 'left-before-reply',
    confidence: 'ambiguous',
    severity: 'note',
    saw: 'The client reset the connection as soon as the answer to the final dot was out, and sent no QUIT.',
    why: 'The system sends a reset if a program closes a connection without reading what came. Then it does not know that the message was accepted, and sends it again (RFC 1047). A program that sets SO_LINGER to 0 resets each connection; that is no mistake.',
    fix: 'Make sure that the program reads the reply to the final dot before it closes the connection, and send QUIT after it.',
    evidence: [content.data.n, content.messageAt],
  }
}

/** Whether the connection was found reset after this entry. */
function wasReset({ entries }: SessionRecord, after: number): boolean {
  return entries.some((entry) => entry.kind === 'socket-error' && entry.code === 'EPIPE' && entry.n > after)
}

function copiesOf(messageId: string | null, { earlier }: RuleContext): string {
  if (messageId === null) return ''
  const others = earlier.filter(({ entries }) =>
    entries.some((entry) => entry.kind === 'message' && entry.header.messageId === messageId),
  ).length
  return others === 0
    ? ''
    : ` A message with the same Message-ID, "${clean(messageId)}", came in ${others} other ${others === 1 ? 'session' : 'sessions'}.`
}
