import { healthMark } from '../base/health-mark.ts'
import type { Observation } from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { isLoopback } from './options/loopback.ts'

/** All that a health check which found nothing wrong says and hears. */
const dialogue = ['220', `NOOP ${healthMark}`, '250', 'QUIT', '221'].join('\n')

/**
 * Whether a session was `fourport healthcheck` finding its own server well: nobody's mistake, and with a check every
 * few seconds soon the only thing a list of sessions would show.
 *
 * The mark is no secret, so it may hide nothing but itself: from this machine, not a word beside the dialogue above,
 * nothing that went wrong. Whoever imitates it hides a session that holds no greeting, no login and no mail. A check
 * that was not answered as it should be is on record like any client.
 */
export function isOwnVisit({ remote, port, entries, dropped }: SessionRecord): boolean {
  if (entries.length > longest || dropped > 0) return false
  if (!isLoopback(remote.host) && remote.host !== port.host) return false
  const said = entries.flatMap(words)
  return said.join('\n') === dialogue
}

/** The dialogue, the two entries of a TLS handshake, and how the socket ended. */
const longest = 8

function words(entry: Observation): readonly string[] {
  switch (entry.kind) {
    case 'command':
      return [entry.line]
    case 'reply':
      return [String(entry.code)]
    case 'client-hello':
    case 'tls-established':
    // After the 221: a socket that is closed with something unread is reset.
    case 'socket-error':
      return []
    default:
      return [entry.kind]
  }
}
