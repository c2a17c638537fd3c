import type { IncomingMessage, ServerResponse } from 'node:http'
import { commonHeaders } from '../gate/response-headers.ts'
import { StreamReader, type StreamReaderParts } from './stream-reader.ts'

/** Often enough that no proxy takes the connection for dead. */
const heartbeatMs = 15_000

/** Writes the head of a stream of server-sent events (HTML standard, section 9.2); false: no more than that was asked for. */
export function beginEvents(
  { method }: IncomingMessage,
  outgoing: ServerResponse,
  extra: Readonly<Record<string, string>>,
): boolean {
  outgoing.writeHead(200, {
    ...commonHeaders,
    ...extra,
    'content-type': 'text/event-stream; charset=utf-8',
    // Proxies that buffer would hold events back.
    'x-accel-buffering': 'no',
  })
  if (method === 'HEAD') {
    outgoing.end()
    return false
  }
  // An event must not wait for the next one to fill a segment.
  outgoing.socket?.setNoDelay(true)
  outgoing.flushHeaders()
  return true
}

/** Has a client follow a broadcast until either side ends it; until then it is in `open`. */
export function followEvents(
  parts: Omit<StreamReaderParts, 'writesEach'>,
  since: number,
  open: Set<StreamReader>,
): void {
  const reader = new StreamReader({ ...parts, writesEach: false }, since)
  // Its reason: what stands between may close a connection on which nothing is said.
  const heartbeat = setInterval(() => reader.writeIfIdle(':\n\n'), heartbeatMs).unref()
  open.add(reader)
  parts.outgoing.once('close', () => {
    clearInterval(heartbeat)
    open.delete(reader)
  })
}
