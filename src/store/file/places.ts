import type { MessageFacts } from '../../model/message.ts'
import { type Lookup, recipientKeys } from '../lookups.ts'

/** A key of the index of places. */
export function placeOf({ by, key }: Lookup): string {
  return `${by === 'recipient' ? 'r' : 'u'}:${key}`
}

/** Where a message is found, each once. */
export function placesOf({
  envelope,
  origin: { auth },
}: Pick<MessageFacts, 'envelope' | 'origin'>): readonly string[] {
  const places = recipientKeys(envelope.rcptTo).map((key) =>
    placeOf({ by: 'recipient', key: key.toLowerCase() }),
  )
  if (auth !== null) places.push(placeOf({ by: 'user', key: auth.user.toLowerCase() }))
  return places.length < 2 ? places : [...new Set(places)]
}
