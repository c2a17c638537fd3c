import type { CapturedMessage } from '../../../model/message.ts'
import type { HttpContext } from '../../context.ts'
import { forLists } from '../../for-lists.ts'
import { Slices } from '../../../base/slices.ts'
import type { Labels } from '../../../store/labels.ts'
import { whereThere } from '../../../store/gone.ts'
import { compileSearch } from './search.ts'
import { readDate } from './search-words.ts'

/** Mailpit's paging, read as leniently as Mailpit reads it. */
export interface Paging {
  readonly start: number
  readonly limit: number
  /** Received before this time. */
  readonly beforeMs: number | null
}

export function readPaging(query: (name: string) => string | undefined): Paging {
  const number = (name: string, otherwise: number): number => {
    const value = query(name) ?? ''
    return /^\d{1,9}$/.test(value) ? Number(value) : otherwise
  }
  return {
    start: number('start', 0),
    limit: number('limit', 50),
    beforeMs: readDate(query('before') ?? '', undefined),
  }
}

/** All messages that a search matches, newest first; an empty search matches all. */
export async function searchMessages(
  context: HttpContext,
  labels: Labels,
  search: string,
  timeZone?: string,
): Promise<CapturedMessage[]> {
  const { messages } = await context.store.listMessages()
  if (search.trim() === '') return [...messages]
  const test = compileSearch(search, { context: forLists(context), labels, timeZone })
  const found: CapturedMessage[] = []
  const slices = new Slices()
  for (const message of messages) {
    const held = whereThere(() => test(message))
    if (held instanceof Promise ? await held : held) found.push(message)
    if (slices.due) await slices.pause()
  }
  return found
}

/** The message of an id, or of `latest`, which a search may narrow; undefined where there is none. */
export async function findByIdOrLatest(
  context: HttpContext,
  labels: Labels,
  id: string,
  query: (name: string) => string | undefined,
): Promise<CapturedMessage | undefined> {
  if (id !== 'latest') return context.store.getMessage(id)
  const search = query('query') ?? ''
  if (search.trim() === '') return (await context.store.listMessages({ limit: 1 })).messages[0]
  return (await searchMessages(context, labels, search, query('tz')))[0]
}
