import type { CapturedMessage } from '../../../model/message.ts'
import type { Routes } from '../../route-parts.ts'
import { stillThere } from '../../still-there.ts'
import { readJson } from '../read-json.ts'
import { ok, plain, stringsOf } from './answers.ts'
import { type Paging, readPaging, searchMessages } from './find.ts'
import type { MailpitParts } from './mailpit-parts.ts'
import { toMailpitSummary } from './to-mailpit.ts'
import { readWhole } from './whole-message.ts'

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
    return answerPage(parts, found, paging, total, total - labels.readCount)
  })
  app.get('/api/v1/search', async (c) => {
    const search = (c.req.query('query') ?? '').trim()
    if (search === '') return plain(400, 'Error: no search query')
    const paging = readPaging((name) => c.req.query(name))
    const { beforeMs } = paging
    const all = await searchMessages(context, labels, search, c.req.query('tz'))
    const found = beforeMs === null ? all : all.filter(({ receivedAt }) => receivedAt < beforeMs)
    const unread = found.filter(({ id }) => !labels.isRead(id)).length
    return answerPage(parts, found, paging, found.length, unread)
  })
}

/** `found` holds the page at least; `count` says how many there are. */
async function answerPage(
  parts: MailpitParts,
  found: readonly CapturedMessage[],
  { start, limit }: Paging,
  count: number,
  unread: number,
): Promise<Response> {
  const { context, labels } = parts
  const page = await stillThere(found.slice(start, start + limit), async (one) =>
    toMailpitSummary(await readWhole(parts, one), labels.isRead(one.id)),
  )
  const total = (await context.store.counts()).messages
  return Response.json({
    total,
    unread: total - labels.readCount,
    count: page.length,
    messages_count: count,
    messages_unread: unread,
    start,
    tags: [...(await labels.countTags()).keys()],
    messages: page,
  })
}

function addDeleteRoutes(app: Routes, { context, labels }: MailpitParts): void {
  const { store } = context
  app.delete('/api/v1/search', async (c) => {
    const search = (c.req.query('query') ?? '').trim()
    if (search === '') return plain(400, 'Error: no search query')
    const found = await searchMessages(context, labels, search, c.req.query('tz'))
    await store.removeMessages(found.map(({ id }) => id))
    return ok()
  })
  app.delete('/api/v1/messages', async (c) => {
    const ids = stringsOf((await readJson(c.req.raw))?.IDs)
    // An empty or broken body deletes everything: Mailpit's way and MailHog's, on this route alone.
    if (ids === null || ids.length === 0) await store.clearMessages()
    else await store.removeMessages(ids)
    // The mailhog client sends no Accept header and reads any body as JSON, which Mailpit's `ok` is not.
    return c.req.header('accept') === undefined ? new Response(null) : ok()
  })
}

function addReadRoute(app: Routes, { context, labels }: MailpitParts): void {
  app.put('/api/v1/messages', async (c) => {
    const body = await readJson(c.req.raw)
    if (!body) return plain(400, 'The body is no JSON object.')
    const ids = stringsOf(body.IDs) ?? []
    const search = typeof body.Search === 'string' ? body.Search : ''
    if (ids.length > 0 && search !== '')
      return plain(400, 'You may specify either IDs or a search query, not both')
    const chosen =
      ids.length > 0
        ? ids
        : (await searchMessages(context, labels, search, c.req.query('tz'))).map(({ id }) => id)
    for (const id of chosen) await labels.setRead(id, body.Read === true)
    return ok()
  })
}
