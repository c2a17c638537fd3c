import { types } from 'node:util'
import { FourportError } from '../base/errors.ts'
import type { MessageQuery } from '../model/query.ts'
import { isPlainObject, shown } from '../base/fields.ts'
import { didYouMean } from '../base/suggest.ts'

const fields: Readonly<Record<keyof MessageQuery, true>> = {
  query: true,
  to: true,
  from: true,
  subject: true,
  text: true,
  header: true,
  mailbox: true,
  profile: true,
  listener: true,
  user: true,
  tls: true,
  since: true,
  anyOf: true,
}
const names = Object.keys(fields)

/**
 * A query as parameters of the API.
 * @throws FourportError QUERY_INVALID for what cannot be sent: a RegExp, `anyOf`, what is no query
 */
export function toParameters(query: MessageQuery = {}): URLSearchParams {
  if (!isPlainObject(query))
    throw invalid(`The query is ${shown(query)}; expected an object such as { to: "a@b.test" }.`)
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    // The API would take some others, `timeoutMs` say, and mean something else by them.
    if (!Object.hasOwn(fields, name))
      throw invalid(
        `There is no query field ${shown(name)}; there are ${names.join(', ')}.${didYouMean(name, names)}`,
      )
    if (value === undefined) continue
    if (name === 'header') {
      if (!isPlainObject(value))
        throw invalid(`header is ${shown(value)}; expected an object of header fields.`)
      for (const [field, match] of Object.entries(value)) {
        if (match !== undefined)
          parameters.set(`header.${field}`, match === true ? '' : text(`header ${field}`, match))
      }
    } else if (types.isDate(value)) {
      parameters.set(name, value.toISOString())
    } else {
      parameters.set(name, text(name, value))
    }
  }
  return parameters
}

function text(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  const got = types.isRegExp(value) ? `the pattern ${String(value)}` : JSON.stringify(value)
  throw invalid(
    `${name} is ${got}, which cannot be sent over HTTP; give text, and test the message that arrives.`,
  )
}

function invalid(words: string): FourportError {
  return new FourportError('QUERY_INVALID', words)
}
