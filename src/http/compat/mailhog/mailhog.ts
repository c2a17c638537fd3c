import { type Eventual, whenThere } from '../../../base/eventual.ts'
import { type ListTurns, listTurns, streamList } from '../../stream-list.ts'
import { streamMessage } from '../../stream-message.ts'
import type { RouteParts, Routes } from '../../route-parts.ts'
import type { HttpContext } from '../../context.ts'
import { forLists } from '../../for-lists.ts'
import type { CapturedMessage } from '../../../model/message.ts'
import { Slices } from '../../../base/slices.ts'
import { goString, goStruct, readGoBody } from '../go-body.ts'
import { contentDisposition } from '../../dto/file-name.ts'
import { viewOf } from '../../views/view-of.ts'
import { readHeaderAndBody } from './mime-tree.ts'
import { mailHogPartView } from './part-view.ts'
import { mailHogView } from './to-mailhog.ts'

/** As MailHog bounds them. */
const defaultLimit = 50
const maxLimit = 250
/**
 * A page that has more bytes ends there: each item has its message twice or three times. Its `count` says so. Where there
 * is less room it is a quarter of what may be on its way, as it is copied on its way.
 */
const longestPage = 16 * 1024 * 1024

/**
 * The API of MailHog: v2 list, search and saved servers, v1 message, download of it or of a part, delete and release; the
 * stream of v1 is in `events.ts`. `GET` and `DELETE /api/v1/messages`
 * are Mailpit's; its delete does what MailHog's does.
 */
export function addMailHog(app: Routes, parts: RouteParts): void {
  const { context, room } = parts
  const { store } = context
  const maxBytes = Math.min(longestPage, room.limitBytes / 4)
  app.get('/api/v2/messages', async (c) => {
    const { start, limit } = readPaging((name) => c.req.query(name))
    const { messages } = await store.listMessages({ limit: start + limit })
    const total = (await store.counts()).messages
    return page(context, messages, { total, start, limit, maxBytes, ...listTurns(parts, c.req.raw) })
  })
  app.get('/api/v2/search', async (c) => {
    const kind = c.req.query('kind') ?? ''
    const query = c.req.query('query') ?? ''
    const matches = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
    if (!matches || query === '') return new Response(null, { status: 400 })
    const { start, limit } = readPaging((name) => c.req.query(name))
    const { messages } = await store.listMessages()
    const lists = forLists(context)
    const found = await whereHolds(messages, (message) => matches(message, query.toLowerCase(), lists))
    const total = found.length
    return page(context, found, { total, start, limit, maxBytes, ...listTurns(parts, c.req.raw) })
  })
  // Servers that its page has saved, to release to: there are none, as the one there can be is an option.
  app.get('/api/v2/outgoing-smtp', () => Response.json({}))
  app.get('/api/v1/messages/:id', async (c) => {
    const message = await store.getMessage(c.req.param('id'))
    return message ? viewOf(context, message, mailHogView, null) : gone()
  })
  app.get('/api/v1/messages/:id/download', async (c) => {
    const message = await store.getMessage(c.req.param('id'))
    if (!message) return gone()
    const disposition = contentDisposition('attachment', `${message.id}.eml`)
    return streamMessage(store, message, {
      'content-type': 'message/rfc822',
      'content-disposition': disposition,
    })
  })
  app.get('/api/v1/messages/:id/mime/part/:part/download', async (c) => {
    const { id, part } = c.req.param()
    const message = /^\d{1,6}$/.test(part) ? await store.getMessage(id) : undefined
    return message ? viewOf(context, message, mailHogPartView, Number(part)) : gone()
  })
  app.delete('/api/v1/messages/:id', async (c) => {
    const removed = await store.removeMessages([c.req.param('id')])
    return removed.length > 0 ? new Response(null) : gone()
  })
  app.post('/api/v1/messages/:id/release', async (c) => release(context, c.req.param('id'), c.req.raw))
}

type Kind = (message: CapturedMessage, query: string, context: HttpContext) => Eventual<boolean>

const kinds: Readonly<Record<string, Kind>> = {
  from: (message, query, context) =>
    isIn([message.envelope.mailFrom], query) ||
    whenRead(message, context, (raw) => isIn(fieldsOf(raw)['From'] ?? [], query)),
  to: (message, query, context) =>
    isIn(message.envelope.rcptTo, query) ||
    whenRead(message, context, (raw) => isIn(fieldsOf(raw)['To'] ?? [], query)),
  containing: (message, query, context) =>
    whenRead(
      message,
      context,
      (raw) => isIn(Object.values(fieldsOf(raw)).flat(), query) || says(raw, query, headerEnd(raw)),
    ),
}

async function whereHolds(
  messages: readonly CapturedMessage[],
  test: (message: CapturedMessage) => Eventual<boolean>,
): Promise<CapturedMessage[]> {
  const found: CapturedMessage[] = []
  const slices = new Slices()
  for (const message of messages) {
    if (await test(message)) found.push(message)
    if (slices.due) await slices.pause()
  }
  return found
}

function isIn(texts: readonly string[], query: string): boolean {
  return texts.some((text) => text.toLowerCase().includes(query))
}

/** A message that has left the store matches nothing. */
function whenRead(
  { id }: CapturedMessage,
  { store }: HttpContext,
  test: (raw: Buffer) => Eventual<boolean>,
): Eventual<boolean> {
  return whenThere(store.bytes(id), (raw) => raw !== undefined && test(raw))
}

/** A header is looked at no further. */
const longestHeader = 256 * 1024

function headerEnd(raw: Buffer): number {
  const end = raw.indexOf('\r\n\r\n')
  return Math.min(end === -1 ? raw.length : end, longestHeader)
}

function fieldsOf(raw: Buffer): Record<string, string[]> {
  return readHeaderAndBody(raw.toString('utf8', 0, headerEnd(raw))).Headers
}

/** Decoded so far at once: of a large message it takes long. */
const piece = 256 * 1024

/** Whether the bytes say it, whatever its case. A long message lets others have their turn in between. */
function says(raw: Buffer, query: string, from: number): Eventual<boolean> {
  // What begins in one piece may end in the next.
  const overlap = 4 * query.length
  if (
    raw
      .toString('utf8', from, from + piece + overlap)
      .toLowerCase()
      .includes(query)
  )
    return true
  if (from + piece >= raw.length) return false
  return new Promise(setImmediate).then(() => says(raw, query, from + piece))
}

function readPaging(query: (name: string) => string | undefined): { start: number; limit: number } {
  const number = (name: string): number => (/^\d{1,9}$/.test(query(name) ?? '') ? Number(query(name)) : 0)
  return { start: number('start'), limit: Math.min(number('limit') || defaultLimit, maxLimit) }
}

interface Page extends ListTurns {
  /** On all pages. */
  readonly total: number
  readonly start: number
  readonly limit: number
  readonly maxBytes: number
}

async function page(
  context: HttpContext,
  messages: readonly CapturedMessage[],
  { total, start, limit, maxBytes, ...later }: Page,
): Promise<Response> {
  const lists = forLists(context)
  return streamList(
    {
      head: `{"total":${total},"start":${start},"items":[`,
      given: messages.slice(start, start + limit),
      make: async (message) =>
        Buffer.from(await (await viewOf(lists, message, mailHogView, null)).arrayBuffer()),
      tail: (count) => `],"count":${count}}`,
      maxBytes,
      atOnce: 1,
    },
    later,
  )
}

/** MailHog's clients read any body as JSON, so there is none. */
function gone(): Response {
  return new Response(null, { status: 404 })
}

const releaseBody = goStruct({ Email: goString })

/** To the configured server only: MailHog lets the caller name any, which would make this an open door. */
async function release(context: HttpContext, id: string, request: Request): Promise<Response> {
  const message = await context.store.getMessage(id)
  if (!message) return gone()
  if (!context.release) return new Response(null, { status: 400 })
  const { Email: email } = readGoBody(await request.text(), releaseBody, '{"Email":"ada@example.test"}')
  if (email === '') return new Response(null, { status: 400 })
  await context.release(message, [email])
  return new Response(null)
}
