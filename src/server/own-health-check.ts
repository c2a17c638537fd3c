import { healthMark } from '../base/health-mark.ts'
import { isLoopback } from '../base/loopback.ts'
import type { Observation } from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'

/** All that a health check says and hears. */
const dialogue = ['220', `NOOP ${healthMark}`, '250', 'QUIT', '221'].join('\n')

/** The dialogue, the two entries of a TLS handshake, and how the socket ended. */
const longest = 8

/**
 * Whether a session was `fourport healthcheck` looking at its own server: nobody's mistake, and with a check every few
 * seconds soon the only thing a list of sessions would show. A check that came while the server hung is found when it
 * goes on: in clear its words are there to be read, under TLS it left in the handshake, and is known by the protocol it
 * offered (ALPN, RFC 7301), which no user's setting decides.
 *
 * The mark is no secret, so it may hide nothing but itself: from this machine, and not a word beside the dialogue.
 * A client that imitates it hides a session that holds no greeting, no login and no mail. A check that was answered
 * otherwise than it should be is on record like any client.
 */
export function isOwnHealthCheck({
  remote,
  port,
  entries,
  dropped,
  tls,
  clientHello,
}: SessionRecord): boolean {
  if (entries.length > longest || dropped > 0) return false
  if (!isLoopback(remote.host) && remote.host !== port.host) return false
  const said = entries.flatMap(words).join('\n')
  const leftInHandshake = said === '' && port.tls === 'implicit' && tls === null
  return said === dialogue || (leftInHandshake && clientHello?.alpn.join() === healthMark)
}

function words(entry: Observation): readonly string[] {
  switch (entry.kind) {
    case 'command':
      return [entry.line]
    case 'reply':
      return [String(entry.code)]
    case 'tls-failed':
      return entry.reason === 'client-closed' ? [] : [entry.reason]
    case 'client-hello':
    case 'tls-established':
    // A socket that is closed with something unread is reset.
    case 'socket-error':
      return []
    default:
      return [entry.kind]
  }
}
