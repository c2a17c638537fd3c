import { type Eventual, whenThere } from '../../base/eventual.ts'
import { isGone } from '../../capture/message-reader.ts'
import type { Review } from '../../diagnosis/reviews.ts'
import type { ApiOnPurpose } from '../../model/api.ts'
import type { ApiEvents } from '../../model/api-events.ts'
import type { FeedEvent } from '../../model/feed-event.ts'
import type { Verdict } from '../../model/finding.ts'
import type { MessageOutline } from '../../model/parsed-message.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { HttpContext } from '../context.ts'
import { labelsKnown, toMessageSummary } from '../dto/message.ts'
import { toSessionSummary } from '../dto/session.ts'
import { onPurposeOf } from '../on-purpose.ts'

type Name = keyof ApiEvents

/** What has been read of the message of an event. */
export interface MessageRead {
  readonly outline?: MessageOutline | undefined
  readonly bytes?: Buffer | undefined
}

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
  read: MessageRead = {},
): Eventual<string> {
  if (event.type === 'message') return encodeMessage(event, context, read)
  if (event.type === 'session') {
    const { session, position } = event
    return judged(session, context, (verdict, onPurpose) => {
      const summary = encodeEvent('session', position, toSessionSummary(session, verdict, onPurpose))
      // What another session can still take back is sent when that one has ended.
      if (context.reviews.isPending(session)) return summary
      // In one piece, so that none of them is lost to who resumes after this position.
      return summary + encodeFindings({ session, verdict }, position)
    })
  }
  if (event.type === 'reviewed') {
    const { session, position } = event
    return judged(session, context, (verdict, onPurpose) =>
      encodeReview({ session, verdict }, onPurpose, position),
    )
  }
  return encodeEvent(event.type, event.position, { reason: event.reason, ids: event.ids })
}

function judged(
  session: SessionRecord,
  context: HttpContext,
  encode: (verdict: Verdict, onPurpose: ApiOnPurpose | null) => string,
): Eventual<string> {
  return whenThere(context.verdict(session), (verdict) =>
    whenThere(onPurposeOf(session, verdict), (onPurpose) => encode(verdict, onPurpose)),
  )
}

/** What is said of a session that was looked at again. */
function encodeReview(review: Review, onPurpose: ApiOnPurpose | null, position: number): string {
  const { session, verdict } = review
  return (
    encodeEvent('session-reviewed', position, toSessionSummary(session, verdict, onPurpose)) +
    encodeFindings(review, position)
  )
}

function encodeFindings({ session, verdict }: Review, position: number): string {
  return verdict.findings
    .map((finding) => encodeEvent('finding', position, { ...finding, startedAt: session.startedAt }))
    .join('')
}

function encodeMessage(
  { message, position }: Extract<FeedEvent, { type: 'message' }>,
  { reader, store }: HttpContext,
  { outline, bytes }: MessageRead,
): Eventual<string> {
  try {
    const text = whenThere(outline ?? reader.outline(message, bytes), (known) =>
      encodeEvent('message', position, toMessageSummary(message, known, labelsKnown(store.labels, message))),
    )
    return text instanceof Promise ? text.catch(nothingIfGone) : text
  } catch (error) {
    return nothingIfGone(error)
  }
}

/** A message that has left the store before its turn is not told of: that it went comes after it. */
export function nothingIfGone(error: unknown): '' {
  if (isGone(error)) return ''
  throw error
}
