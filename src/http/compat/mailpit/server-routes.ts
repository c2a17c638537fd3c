import type { Routes } from '../../route-parts.ts'
import { goList, goString, goStruct, readGoBody } from '../go-body.ts'
import { ok, plain } from './answers.ts'
import { Chaos, chaosBody } from './chaos.ts'
import { cleanTag } from '../../../capture/message-tags.ts'
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
      Rspamd: false,
      ChaosEnabled: true,
      DuplicatesIgnored: false,
      HideDeleteAllButton: false,
    }),
  )
  const chaos = new Chaos(context.faults)
  app.get('/api/v1/chaos', () => Response.json(chaos.config))
  app.put('/api/v1/chaos', async (c) => {
    const wrong = chaos.set(
      readGoBody(await c.req.text(), chaosBody, '{"Sender":{"ErrorCode":451,"Probability":5}}'),
    )
    return wrong === null ? Response.json(chaos.config) : plain(400, wrong)
  })
}

const tagsBody = goStruct({ IDs: goList(goString), Tags: goList(goString) })
const renameBody = goStruct({ Name: goString })

function addTagRoutes(app: Routes, parts: MailpitParts): void {
  const { labels } = parts
  app.get('/api/v1/tags', async () => Response.json([...(await labels.countTags()).keys()]))
  app.put('/api/v1/tags', async (c) => {
    const { IDs, Tags } = readGoBody(await c.req.text(), tagsBody, '{"IDs":["…"],"Tags":["red"]}')
    for (const id of IDs) await labels.setTags(id, Tags)
    return ok()
  })
  app.put('/api/v1/tags/:tag', async (c) => {
    const { Name } = readGoBody(await c.req.text(), renameBody, '{"Name":"red"}')
    const from = c.req.param('tag')
    const to = cleanTag(Name)
    if (to === '') return plain(400, `invalid tag name: ${Name}`)
    if (from === to) return ok()
    const tags = [...(await labels.countTags()).keys()]
    const isTag = (tag: string) => (one: string) => one.toLowerCase() === tag.toLowerCase()
    if (!tags.some(isTag(from))) return plain(400, `tag not found: ${from}`)
    if (tags.some(isTag(to)) && !isTag(from)(to)) return plain(400, `tag already exists: ${to}`)
    await retag(parts, from, [to])
    return ok()
  })
  app.delete('/api/v1/tags/:tag', async (c) => {
    const tag = c.req.param('tag')
    return (await retag(parts, tag, [])) ? ok() : plain(400, `tag not found: ${tag}`)
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
