import type { CapturedMessage } from '../../../model/message.ts'
import type { HttpContext } from '../../context.ts'
import { forLists } from '../../for-lists.ts'
import type { Routes } from '../../route-parts.ts'
import { ProblemError } from '../../problem.ts'
import { type ListTurns, listTurns, streamList } from '../../stream-list.ts'
import { goBoolean, goList, goString, goStruct, isSameName, readGoBody } from '../go-body.ts'
import { viewOf } from '../../views/view-of.ts'
import { ok, plain } from './answers.ts'
import { wordsThatAskNothing } from './search.ts'
import { type Paging, readPaging, searchMessages } from './find.ts'
import type { Labels } from '../../../store/labels.ts'
import type { MailpitParts } from './mailpit-parts.ts'
import { mailpitSummaryView } from './mailpit-views.ts'

/** `/api/v1/messages` and `/api/v1/search`. */
export function addMessagesRoutes(app: Routes, parts: MailpitParts): void {
  addListRoutes(app, parts)
  addDeleteRoutes(app, parts)
  addReadRoute(app, parts)
}

function addListRoutes(app: Routes, parts: MailpitParts): void {
  const { context, labels } = parts
  const { store } = context
  app.get('/api/v1/messages', async (c) => {
    const paging = readPaging((name) => c.req.query(name))
    const { start, limit, beforeMs } = paging
    const { messages } = await store.listMessages(beforeMs === null ? { limit: start + limit } : {})
    const found = beforeMs === null ? messages : messages.filter(({ receivedAt }) => receivedAt < beforeMs)
    const total = (await store.counts()).messages
    const unread = total - labels.readCount
    return answerPage(parts, found, {
      ...paging,
      count: total,
      unread,
      ...listTurns(parts, c.req.raw),
    })
  })
  app.get('/api/v1/search', async (c) => {
    const search = (c.req.query('query') ?? '').trim()
    if (search === '') return plain(400, 'Error: no search query')
    const paging = readPaging((name) => c.req.query(name))
    const { beforeMs } = paging
    const all = await searchMessages(context, labels, search, c.req.query('tz'))
    const found = beforeMs === null ? all : all.filter(({ receivedAt }) => receivedAt < beforeMs)
    const unread = found.filter(({ id }) => !labels.isRead(id)).length
    return answerPage(parts, found, {
      ...paging,
      count: found.length,
      unread,
      ...listTurns(parts, c.req.raw),
    })
  })
}

async function summaryOf(context: HttpContext, labels: Labels, message: CapturedMessage): Promise<string> {
  const more = { tags: await labels.tagsOf(message), isRead: labels.isRead(message.id) }
  return (await viewOf(context, message, mailpitSummaryView, more)).text()
}

interface Page extends Paging, ListTurns {
  /** How many messages there are, on all pages. */
  readonly count: number
  readonly unread: number
}

/** `found` holds the page at least. */
async function answerPage(
  { context, labels }: MailpitParts,
  found: readonly CapturedMessage[],
  { start, limit, count, unread, ...later }: Page,
): Promise<Response> {
  const lists = forLists(context)
  const total = (await context.store.counts()).messages
  const facts = {
    total,
    unread: total - labels.readCount,
    messages_count: count,
    messages_unread: unread,
    start,
    tags: [...(await labels.countTags()).keys()],
  }
  return streamList(
    {
      head: `${JSON.stringify(facts).slice(0, -1)},"messages":[`,
      given: found.slice(start, start + limit),
      make: (one) => summaryOf(lists, labels, one),
      tail: (there) => `],"count":${there}}`,
    },
    later,
  )
}

function addDeleteRoutes(app: Routes, { context, labels }: MailpitParts): void {
  const { store } = context
  app.delete('/api/v1/search', async (c) => {
    const search = (c.req.query('query') ?? '').trim()
    if (search === '') return plain(400, 'Error: no search query')
    const timeZone = c.req.query('tz')
    // Mailpit leaves such a word out, and with it deletes what nobody meant: everything, where there is no other.
    const [nothing] = wordsThatAskNothing(search, { context, labels, timeZone })
    if (nothing !== undefined) {
      const detail = `“${nothing}” selects no messages, so nothing was deleted; expected words such as to:a@example.test or before:2026-01-31, or DELETE /api/v1/messages to delete all.`
      throw new ProblemError(400, 'PARAMETER_INVALID', detail, { parameter: 'query' })
    }
    const found = await searchMessages(context, labels, search, timeZone)
    await store.removeMessages(found.map(({ id }) => id))
    return ok()
  })
  app.delete('/api/v1/messages', async (c) => {
    const ids = idsToDelete(await c.req.text())
    if (ids === 'all') await store.clearMessages()
    else await store.removeMessages(ids)
    // The mailhog client sends no Accept header and reads any body as JSON, which Mailpit's `ok` is not.
    return c.req.header('accept') === undefined ? new Response(null) : ok()
  })
}

const deleteBody = goStruct({ IDs: goList(goString) })

/**
 * Where no ids are named, all are meant: Mailpit's way and MailHog's, on this route alone. What cannot be read means
 * nothing, and neither does a body whose names are all unknown: it meant something else.
 */
function idsToDelete(text: string): readonly string[] | 'all' {
  if (/^[ \t\r\n]*$/.test(text)) return 'all'
  const like = '{"IDs":["…"]}, or no body to delete all'
  const { IDs } = readGoBody(text, deleteBody, like)
  if (IDs.length > 0) return IDs
  const given: unknown = JSON.parse(text)
  const names = Object.keys(given ?? {})
  if (names.length === 0 || names.some((name) => isSameName(name, 'IDs'))) return 'all'
  throw new ProblemError(
    400,
    'BODY_INVALID',
    `The body names no IDs, but ${names.join(', ')}. Send something like ${like}. Nothing was changed.`,
  )
}

const readBody = goStruct({ Read: goBoolean, IDs: goList(goString), Search: goString })

function addReadRoute(app: Routes, { context, labels }: MailpitParts): void {
  app.put('/api/v1/messages', async (c) => {
    const like = '{"IDs":["…"],"Read":true}, or {"Search":"…","Read":true}'
    const { Read, IDs: ids, Search: search } = readGoBody(await c.req.text(), readBody, like)
    if (ids.length > 0 && search !== '')
      return plain(400, 'You may specify either IDs or a search query, not both')
    const chosen =
      ids.length > 0
        ? ids
        : (await searchMessages(context, labels, search, c.req.query('tz'))).map(({ id }) => id)
    for (const id of chosen) await labels.setRead(id, Read)
    return ok()
  })
}
