import { FourportError } from '../base/errors.ts'
import type { MessageQuery, TextMatch } from '../model/query.ts'

/**
 * A query as parameters of the API.
 * @throws FourportError QUERY_INVALID for what cannot be sent: a RegExp, `anyOf`
 */
export function toParameters(query: MessageQuery = {}): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    if (name === 'header') {
      for (const [field, match] of Object.entries(value as NonNullable<MessageQuery['header']>)) {
        parameters.set(`header.${field}`, match === true ? '' : text(`header ${field}`, match))
      }
    } else if (value instanceof Date) {
      parameters.set(name, value.toISOString())
    } else {
      parameters.set(name, text(name, value as TextMatch))
    }
  }
  return parameters
}

function text(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  const got = value instanceof RegExp ? `the pattern ${String(value)}` : JSON.stringify(value)
  throw new FourportError(
    'QUERY_INVALID',
    `${name} is ${got}, which cannot be sent over HTTP; give text, and test the message that comes.`,
  )
}
