import type { Routes } from '../../route-parts.ts'
import { readJson } from '../read-json.ts'
import { Chaos } from './chaos.ts'
import { ok, plain, stringsOf } from './answers.ts'
import type { MailpitParts } from './mailpit-parts.ts'

/** Info, configuration and tags. */
export function addServerRoutes(app: Routes, parts: MailpitParts): void {
  addInfoRoute(app, parts)
  addConfigurationRoutes(app, parts)
  addTagRoutes(app, parts)
}

function addInfoRoute(app: Routes, { context, labels, received }: MailpitParts): void {
  app.get('/api/v1/info', async () => {
    const { messages, messageBytes } = await context.store.counts()
    const accepted = received.total()
    return Response.json({
      Version: context.version,
      LatestVersion: context.version,
      Database: '',
      DatabaseSize: messageBytes,
      Messages: messages,
      Unread: messages - labels.readCount,
      Tags: Object.fromEntries(await labels.countTags()),
      RuntimeStats: {
        Uptime: Math.floor((Date.now() - context.startedAt) / 1000),
        Memory: process.memoryUsage.rss(),
        MessagesDeleted: accepted.messages - messages,
        SMTPAccepted: accepted.messages,
        SMTPAcceptedSize: accepted.bytes,
        SMTPRejected: 0,
        SMTPIgnored: 0,
      },
    })
  })
}

function addConfigurationRoutes(app: Routes, { context }: MailpitParts): void {
  app.get('/api/v1/webui', () =>
    Response.json({
      Label: 'Fourport',
      MessageRelay: {
        Enabled: context.release !== null,
        SMTPServer: '',
        ReturnPath: '',
        AllowedRecipients: '',
        BlockedRecipients: '',
        OverrideFrom: '',
        PreserveMessageIDs: true,
        RecipientAllowlist: '',
      },
      SpamAssassin: false,
      ChaosEnabled: true,
      DuplicatesIgnored: false,
      HideDeleteAllButton: false,
    }),
  )
  const chaos = new Chaos(context.faults)
  app.get('/api/v1/chaos', () => Response.json(chaos.config))
  app.put('/api/v1/chaos', async (c) => {
    // To Go, null is a value of which nothing is said.
    const isNull = (await c.req.raw.clone().text()).trim() === 'null'
    const body = isNull ? {} : await readJson(c.req.raw)
    const wrong = body === null || Array.isArray(body) ? 'The body is no JSON object.' : chaos.set(body)
    return wrong === null ? Response.json(chaos.config) : plain(400, wrong)
  })
}

function addTagRoutes(app: Routes, parts: MailpitParts): void {
  const { labels } = parts
  app.get('/api/v1/tags', async () => Response.json([...(await labels.countTags()).keys()]))
  app.put('/api/v1/tags', async (c) => {
    const body = await readJson(c.req.raw)
    if (!body) return plain(400, 'The body is no JSON object.')
    for (const id of stringsOf(body.IDs) ?? []) await labels.setTags(id, stringsOf(body.Tags) ?? [])
    return ok()
  })
  app.put('/api/v1/tags/:tag', async (c) => {
    const name = (await readJson(c.req.raw))?.Name
    if (typeof name !== 'string') return plain(400, 'The body must be { "Name": "…" }.')
    return (await retag(parts, c.req.param('tag'), [name])) ? ok() : plain(400, 'tag does not exist')
  })
  app.delete('/api/v1/tags/:tag', async (c) => {
    await retag(parts, c.req.param('tag'), [])
    return ok()
  })
}

/** Takes a tag, in any case, from all messages that have it; false: none has. */
async function retag(
  { context, labels }: MailpitParts,
  tag: string,
  instead: readonly string[],
): Promise<boolean> {
  const wanted = tag.toLowerCase()
  let found = false
  for (const message of (await context.store.listMessages()).messages) {
    const tags = await labels.tagsOf(message)
    const others = tags.filter((one) => one.toLowerCase() !== wanted)
    if (others.length === tags.length) continue
    found = true
    await labels.setTags(message.id, [...others, ...instead])
  }
  return found
}
