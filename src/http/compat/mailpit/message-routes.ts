import type { Routes } from '../../route-parts.ts'
import { contentDisposition } from '../../dto/file-name.ts'
import { asksCredentials } from '../../gate/authorization.ts'
import { markOpened } from '../../mark-opened.ts'
import { baseOf } from '../../serve-part.ts'
import { viewOf } from '../../views/view-of.ts'
import { streamMessage } from '../../stream-message.ts'
import { goList, goString, goStruct, readGoBody } from '../go-body.ts'
import { notThere, ok, plain } from './answers.ts'
import { findByIdOrLatest } from './find.ts'
import type { MailpitParts } from './mailpit-parts.ts'
import {
  mailpitHeadersView,
  mailpitHtmlView,
  mailpitMessageView,
  mailpitPartView,
  mailpitTextView,
} from './mailpit-views.ts'

/** `/api/v1/message/{id}` and what is below it, and `/view/`; the id may be `latest`. */
export function addMessageRoutes(app: Routes, parts: MailpitParts): void {
  addMessageRoute(app, parts)
  addContentRoutes(app, parts)
  addReleaseRoute(app, parts)
  addViewRoutes(app, parts)
}

function addMessageRoute(app: Routes, { context, labels }: MailpitParts): void {
  app.get('/api/v1/message/:id', async (c) => {
    const message = await findByIdOrLatest(context, labels, c.req.param('id'), (name) => c.req.query(name))
    if (!message) return c.req.param('id') === 'latest' ? plain(404, 'Message not found') : notThere()
    const answer = await viewOf(context, message, mailpitMessageView, await labels.tagsOf(message))
    await markOpened(context.store, message.id)
    return answer
  })
}

function addContentRoutes(app: Routes, { context, labels }: MailpitParts): void {
  app.get('/api/v1/message/:id/headers', async (c) => {
    const message = await findByIdOrLatest(context, labels, c.req.param('id'), (name) => c.req.query(name))
    return message ? viewOf(context, message, mailpitHeadersView, null) : notThere()
  })
  app.get('/api/v1/message/:id/raw', async (c) => {
    const message = await findByIdOrLatest(context, labels, c.req.param('id'), (name) => c.req.query(name))
    if (!message) return notThere()
    return streamMessage(context.store, message, {
      'content-type': 'text/plain; charset=utf-8',
      ...(c.req.query('dl') === '1' && {
        'content-disposition': contentDisposition('attachment', `${message.id}.eml`),
      }),
    })
  })
  app.get('/api/v1/message/:id/part/:part', async (c) => {
    const message = await findByIdOrLatest(context, labels, c.req.param('id'), (name) => c.req.query(name))
    return message ? viewOf(context, message, mailpitPartView, c.req.param('part')) : notThere()
  })
}

const releaseBody = goStruct({ To: goList(goString) })

function addReleaseRoute(app: Routes, { context, labels }: MailpitParts): void {
  app.post('/api/v1/message/:id/release', async (c) => {
    const message = await findByIdOrLatest(context, labels, c.req.param('id'), (name) => c.req.query(name))
    if (!message) return notThere()
    if (!context.release) return plain(400, 'Release is off: no real server is configured.')
    const { To: to } = readGoBody(await c.req.text(), releaseBody, '{"To":["ada@example.test"]}')
    if (to.length === 0) return plain(400, 'No valid addresses found')
    await context.release(message, to)
    return ok()
  })
}

function addViewRoutes(app: Routes, { context, labels }: MailpitParts): void {
  app.get('/view/latest', async (c) => {
    const message = await findByIdOrLatest(context, labels, 'latest', (name) => c.req.query(name))
    return c.redirect(context.webRoot + (message ? `/view/${message.id}.html` : '/'), 302)
  })
  app.get('/view/:file', async (c) => {
    const [, id, kind] = /^(.*?)(\.html|\.txt|)$/.exec(c.req.param('file')) as unknown as [
      string,
      string,
      string,
    ]
    const message = await findByIdOrLatest(context, labels, id, (name) => c.req.query(name))
    if (!message) return notThere()
    await markOpened(context.store, message.id)
    if (kind === '.txt') return viewOf(context, message, mailpitTextView, null)
    return viewOf(context, message, mailpitHtmlView, {
      base: baseOf(c.req.url, context),
      remote: false,
      embed: asksCredentials(context.security),
      linksOpenWindows: c.req.query('embed') === '1',
      dark: false,
    })
  })
}
