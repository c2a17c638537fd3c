import type { Observation } from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'

/** A longer one is rarely like another, and would be kept whole. */
const mostEntries = 60

/** Where nothing else happened, no rule looks at a clock. */
const usual: ReadonlySet<Observation['kind']> = new Set<Observation['kind']>([
  'reply',
  'command',
  'auth-line',
  'auth',
  'client-hello',
  'tls-established',
  'data',
  'message',
])

/** Whether the verdict on a session may be that of others: it is over, each of its messages was captured, and it ends by QUIT. */
export function isShareable(record: SessionRecord): boolean {
  const { durationMs, messages, entries, dropped } = record
  if (durationMs === null || messages.length === 0 || dropped > 0 || entries.length > mostEntries)
    return false
  if (isOutOfTheOrdinary(record)) return false
  let contents = 0
  let lastVerb = ''
  for (const entry of entries) {
    if (!usual.has(entry.kind)) return false
    if (entry.kind === 'data') contents++
    else if (entry.kind === 'command') lastVerb = entry.verb
  }
  return lastVerb === 'QUIT' && contents === messages.length
}

function isOutOfTheOrdinary({ scenario, passwordUnencrypted, lateMs, ports }: SessionRecord): boolean {
  return (
    scenario !== undefined || passwordUnencrypted !== undefined || lateMs !== undefined || ports !== undefined
  )
}
