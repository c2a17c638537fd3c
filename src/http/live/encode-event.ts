import { whenThere } from '../../base/eventual.ts'
import { isGone } from '../../capture/message-reader.ts'
import type { ApiEvents } from '../../model/api-events.ts'
import type { FeedEvent } from '../../model/feed-event.ts'
import type { HttpContext } from '../context.ts'
import { toMessageSummary } from '../dto/message.ts'
import { toSessionSummary } from '../dto/session.ts'

type Name = keyof ApiEvents

/**
 * One event in the form of the stream (HTML standard, section 9.2.5). JSON has no line ends of its own. Without a
 * position the reader keeps the one it has.
 */
export function encodeEvent<Event extends Name>(
  name: Event,
  position: number | null,
  data: ApiEvents[Event],
): string {
  const id = position === null ? '' : `id: ${position}\n`
  return `event: ${name}\n${id}data: ${JSON.stringify(data)}\n\n`
}

/** A feed event as readers of the stream get it. */
export function encodeFeedEvent(
  event: FeedEvent,
  context: HttpContext,
  bytes?: Buffer,
): string | Promise<string> {
  if (event.type === 'message') {
    const { message, position } = event
    return context.reader
      .parse(message, bytes)
      .then((parsed) => encodeEvent('message', position, toMessageSummary(message, parsed)))
      .catch(nothingIfGone)
  }
  if (event.type === 'session') {
    const { session, position } = event
    return whenThere(context.verdict(session), (verdict) => {
      const findings = verdict.findings.map((finding) =>
        encodeEvent('finding', position, { ...finding, startedAt: session.startedAt }),
      )
      // In one piece, so that none of them is lost to who resumes behind this position.
      return encodeEvent('session', position, toSessionSummary(session, verdict)) + findings.join('')
    })
  }
  return encodeEvent('removed', event.position, { reason: event.reason, ids: event.ids })
}

/** A message that has left the store before its turn is not told of: that it went comes behind it. */
export function nothingIfGone(error: unknown): '' {
  if (isGone(error)) return ''
  throw error
}
