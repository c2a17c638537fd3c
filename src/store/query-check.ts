import { inspect, types } from 'node:util'
import { FourportError } from '../base/errors.ts'
import { sinceExpected, sinceMs } from '../base/since.ts'
import { didYouMean } from '../base/suggest.ts'
import { byUsualNumber, listenerProfileNames } from '../model/port-profile.ts'
import type { MessageQuery } from '../model/query.ts'
import { isProblem, readSearch } from '../search/read-search.ts'

const searchHelp = 'docs/search.md lists all terms.'

type Check = (value: unknown, path: string) => void

const text: Check = (value, path) => {
  if (typeof value === 'string' || types.isRegExp(value)) return
  throw invalid(path, value, 'a string or a RegExp')
}

const checks: Readonly<Record<keyof MessageQuery, Check>> = {
  query(value, path) {
    if (typeof value !== 'string') throw invalid(path, value, 'a search as text, as "from:shop -tag:spam"')
    const read = readSearch(value)
    if (isProblem(read)) throw new FourportError('QUERY_INVALID', read.problem, { help: searchHelp })
  },
  to: text,
  from: text,
  subject: text,
  text,
  header(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || types.isRegExp(value)) {
      throw invalid(path, value, 'an object of header fields, as { "X-Campaign": "spring" }')
    }
    for (const [name, match] of Object.entries(value)) {
      if (match === true || match === undefined) continue
      if (typeof match !== 'string' && !types.isRegExp(match)) {
        throw invalid(`${path}[${quoted(name)}]`, match, 'a string, a RegExp or true')
      }
    }
  },
  mailbox(value, path) {
    if (typeof value !== 'string') throw invalid(path, value, 'an address, as text')
  },
  profile(value, path) {
    if (!(listenerProfileNames as readonly unknown[]).includes(value))
      throw invalid(
        path,
        value,
        `one of ${listenerProfileNames.map((name) => quoted(name)).join(', ')}`,
        typeof value === 'string' ? didYouMean(value, listenerProfileNames) : '',
      )
  },
  listener(value, path) {
    if (typeof value !== 'string') throw invalid(path, value, 'the name of a listener')
  },
  user: text,
  tls(value, path) {
    if (typeof value !== 'boolean') throw invalid(path, value, 'true or false')
  },
  since(value, path) {
    if (sinceMs(value) === undefined) throw invalid(path, value, sinceExpected)
  },
  anyOf(value, path) {
    if (!Array.isArray(value) || value.length === 0)
      throw invalid(path, value, 'a list of one or more queries')
    // The path grows with each level; nobody nests so deep but by a cycle.
    if (path.length > 200) throw invalid(path, value, 'less nesting')
    for (const [at, query] of value.entries()) checkFields(query, `${path}[${at}]`)
  },
}

/** A query as it may come from anywhere, as one that can be relied on. Fields that are `undefined` count as left out. */
export function checkQuery(query: unknown): MessageQuery {
  return checkFields(query, '')
}

function checkFields(query: unknown, path: string): MessageQuery {
  if (typeof query !== 'object' || query === null || Array.isArray(query) || types.isRegExp(query)) {
    throw invalid(path, query, 'an object such as { to: "a@b.test" }')
  }
  const checked: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(query)) {
    if (!Object.hasOwn(checks, field)) {
      throw new FourportError(
        'QUERY_INVALID',
        `There is no query field ${quoted(field)}${path && ` in ${path}`}; there are ${Object.keys(checks).join(', ')}.${didYouMean(field, Object.keys(checks))}`,
      )
    }
    if (value === undefined) continue
    const meant = field === 'profile' || field === 'listener' ? byUsualNumber<unknown>(value) : value
    checks[field as keyof MessageQuery](meant, path ? `${path}.${field}` : field)
    checked[field] = meant
  }
  return checked
}

function invalid(path: string, value: unknown, expected: string, hint = ''): FourportError {
  const what = path === '' ? 'The query' : `Query field ${path}`
  return new FourportError('QUERY_INVALID', `${what} is ${shown(value)}; expected ${expected}.${hint}`)
}

function shown(value: unknown): string {
  const text = inspect(value, { depth: 1, breakLength: Infinity, maxStringLength: 80 })
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

/** In double quotes, on one line, cut where it goes on for long. */
export function quoted(text: string, length = 120): string {
  return JSON.stringify(text.length > length ? `${text.slice(0, length)}…` : text)
}
