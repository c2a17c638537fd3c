import { Slices } from '../../../base/slices.ts'
import type { CapturedMessage } from '../../../model/message.ts'
import { contentDisposition } from '../../dto/file-name.ts'
import { forLists } from '../../for-lists.ts'
import { asksCredentials } from '../../gate/authorization.ts'
import { markOpened } from '../../mark-opened.ts'
import type { RouteParts, Routes } from '../../route-parts.ts'
import { listTurns, streamList } from '../../stream-list.ts'
import { streamMessage } from '../../stream-message.ts'
import { whereThere } from '../../../store/gone.ts'
import { baseOf } from '../../serve-part.ts'
import { viewOf } from '../../views/view-of.ts'
import { fileMissing, refusal } from './answers.ts'
import { mailDevFileView, mailDevHtmlView, mailDevMatchView, mailDevView } from './maildev-views.ts'
import type { Conditions } from './matches.ts'

/** The API of MailDev: `/email` and what is below it, `/config` and `/healthz`. */
export function addMailDev(app: Routes, parts: RouteParts): void {
  addListRoutes(app, parts)
  addMessageRoutes(app, parts)
  addContentRoutes(app, parts)
  addRelayRoutes(app, parts)
  addServerRoutes(app, parts)
}

const messageMissing = 'Email was not found'

function addListRoutes(app: Routes, parts: RouteParts): void {
  const { store, webRoot } = parts.context
  const { labels } = store
  app.get('/email', async (c) => {
    const { skip, ...conditions } = c.req.query()
    const { messages } = await store.listMessages()
    const all = messages.toReversed()
    const found = Object.keys(conditions).length === 0 ? all : await matching(parts, all, conditions)
    const lists = forLists(parts.context)
    return streamList(
      {
        head: '[',
        given: found.slice(/^\d{1,9}$/.test(skip ?? '') ? Number(skip) : 0),
        make: async (message) => {
          const told = { isRead: labels.isRead(message.id), webRoot }
          const answer = await viewOf(lists, message, mailDevView, told)
          return Buffer.from(await answer.arrayBuffer())
        },
        tail: () => ']',
        atOnce: 1,
      },
      listTurns(parts, c.req.raw),
    )
  })
  app.patch('/email/read-all', async () => {
    const { messages } = await store.listMessages()
    const unread = messages.filter(({ id }) => !labels.isRead(id))
    for (const { id } of unread) await labels.setRead(id, true)
    return Response.json(unread.length)
  })
  app.delete('/email/all', async () => {
    await store.clearMessages()
    return Response.json(true)
  })
}

async function matching(
  { context }: RouteParts,
  messages: readonly CapturedMessage[],
  conditions: Conditions,
): Promise<CapturedMessage[]> {
  const lists = forLists(context)
  const { labels } = context.store
  const found: CapturedMessage[] = []
  const slices = new Slices()
  for (const message of messages) {
    const more = { isRead: labels.isRead(message.id), webRoot: context.webRoot, conditions }
    const matches = await whereThere(async () =>
      (await viewOf(lists, message, mailDevMatchView, more)).json().then((answer) => answer === true),
    )
    if (matches) found.push(message)
    if (slices.due) await slices.pause()
  }
  return found
}

function addMessageRoutes(app: Routes, { context }: RouteParts): void {
  const { store } = context
  app.get('/email/:id', async (c) => {
    const message = await store.getMessage(c.req.param('id'))
    if (!message) return refusal(404, messageMissing)
    const answer = await viewOf(context, message, mailDevView, { isRead: true, webRoot: context.webRoot })
    await markOpened(store, message.id)
    return answer
  })
  app.delete('/email/:id', async (c) => {
    const removed = await store.removeMessages([c.req.param('id')])
    return removed.length > 0 ? Response.json(true) : refusal(404, 'Email not found')
  })
}

function addContentRoutes(app: Routes, { context }: RouteParts): void {
  const { store } = context
  app.get('/email/:id/html', async (c) => {
    const message = await store.getMessage(c.req.param('id'))
    if (!message) return refusal(404, messageMissing)
    return viewOf(context, message, mailDevHtmlView, {
      base: baseOf(c.req.url, context),
      remote: false,
      embed: asksCredentials(context.security),
      linksOpenWindows: false,
      dark: false,
    })
  })
  app.get('/email/:id/attachment/:name', async (c) => {
    const message = await store.getMessage(c.req.param('id'))
    return message ? viewOf(context, message, mailDevFileView, c.req.param('name')) : fileMissing()
  })
  app.get('/email/:id/source', async (c) => {
    const message = await store.getMessage(c.req.param('id'))
    if (!message) return fileMissing()
    return streamMessage(store, message, { 'content-type': 'text/plain; charset=utf-8' })
  })
  app.get('/email/:id/download', async (c) => {
    const message = await store.getMessage(c.req.param('id'))
    if (!message) return fileMissing()
    return streamMessage(store, message, {
      'content-type': 'message/rfc822',
      'content-disposition': contentDisposition('attachment', `${message.id}.eml`),
    })
  })
}

/** To the configured server only, whatever recipient the request names. */
function addRelayRoutes(app: Routes, { context }: RouteParts): void {
  const relay = async (id: string, to: string | null): Promise<Response> => {
    const message = await context.store.getMessage(id)
    if (!message) return refusal(404, messageMissing)
    if (to !== null && !/^[^\s@]+@[^\s@]+$/.test(to))
      return refusal(400, `Incorrect email address provided: ${to}`)
    if (!context.release) return refusal(400, 'Outgoing mail not configured')
    await context.release(message, to === null ? message.envelope.rcptTo : [to])
    return Response.json(true)
  }
  app.post('/email/:id/relay', (c) => relay(c.req.param('id'), null))
  app.post('/email/:id/relay/:to', (c) => relay(c.req.param('id'), c.req.param('to')))
}

function addServerRoutes(app: Routes, { context }: RouteParts): void {
  const { ports } = context
  app.get('/config', () =>
    Response.json({
      version: context.version,
      smtpPort: (ports.find(({ profile }) => profile === 'catcher') ?? ports[0])?.port ?? null,
      isOutgoingEnabled: context.release !== null,
    }),
  )
  app.get('/healthz', () => Response.json(true))
}
