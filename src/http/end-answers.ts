import type { ServerResponse } from 'node:http'

/** A list whose client has read nothing in so long is not waited for. */
const stallMs = 100

/** The server closes: answers under way are the last of their connections, and lists that nobody reads are cut. */
export function endAnswers(answering: Iterable<ServerResponse>): void {
  const unread = new Set<ServerResponse>()
  for (const outgoing of answering) {
    // Else its connection would stay open, unused, after it.
    outgoing.shouldKeepAlive = false
    // Written block by block: where each is read, the next comes soon.
    if (!outgoing.chunkedEncoding || !outgoing.writableNeedDrain) continue
    unread.add(outgoing)
    outgoing.once('drain', () => unread.delete(outgoing))
  }
  if (unread.size > 0) setTimeout(() => unread.forEach((outgoing) => outgoing.destroy()), stallMs)
}
