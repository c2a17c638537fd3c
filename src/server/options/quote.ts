import { inspect } from 'node:util'

/** Value and type, on one line, cut where it is long. */
export function quoted(value: unknown, withType = true): string {
  // What lies deeper may hold a password, and is not needed to find the place.
  const text =
    typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 0, breakLength: Infinity })
  const cut = text.length > 80 ? `${text.slice(0, 77)}…` : text
  return withType && value !== null && value !== undefined
    ? `${cut} (${Array.isArray(value) ? 'array' : typeof value})`
    : cut
}

/** What may be said of a value that may hold a password. */
export function secretShape(value: unknown): string {
  if (typeof value !== 'string')
    return Array.isArray(value)
      ? 'an array'
      : value === null || value === undefined
        ? String(value)
        : `a value of type ${typeof value}`
  return value === ''
    ? 'an empty text'
    : `a text of ${value.length} ${value.length === 1 ? 'character' : 'characters'} (not shown: it may hold a password)`
}
