import { createRoute, z } from '@hono/zod-openapi'
import { Slices } from '../../base/slices.ts'
import { cleanTag } from '../../capture/message-tags.ts'
import type { ApiLabelled, ApiLabelsWanted, ApiTags } from '../../model/api.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { Labels } from '../../store/labels.ts'
import { ProblemError } from '../problem.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { jsonResponse, listOf } from '../schemas/common.ts'
import { headerParameters, parametersOf } from '../schemas/message-query.ts'
import { problemResponse } from '../schemas/problem.ts'
import { choiceFields, chosenMessages } from './chosen-messages.ts'

/** What Mailpit takes of a tag, in more than anybody gives one message. */
const tagList = z.array(z.string().max(1000)).max(100).readonly().optional()

/** As a schema gives it: what is left out may be there as undefined. */
type Wanted = { readonly [Name in keyof ApiLabelsWanted]?: ApiLabelsWanted[Name] | undefined }

const labelsWanted: z.ZodType<Wanted> = z
  .strictObject({
    isRead: z.boolean().optional(),
    tags: tagList.openapi({ description: 'In place of those that each message has.' }),
    addTags: tagList,
    removeTags: tagList,
  })
  .openapi('LabelsWanted')

const labelled: z.ZodType<ApiLabelled> = z.object({ messages: z.number().int() }).openapi('Labelled')

const labelRoute = createRoute({
  method: 'put',
  path: '/api/messages/labels',
  operationId: 'labelMessages',
  tags: ['Messages'],
  summary: 'Marks messages as read or unread, and sets their tags',
  parameters: headerParameters,
  request: {
    query: parametersOf(choiceFields),
    body: { required: true, content: { 'application/json': { schema: labelsWanted } } },
  },
  responses: {
    200: jsonResponse('How many messages were selected', labelled),
    400: problemResponse('No parameter selects messages, or one is invalid'),
    404: problemResponse('There is no such inbox'),
  },
})

const tagsRoute = createRoute({
  method: 'get',
  path: '/api/tags',
  operationId: 'listTags',
  tags: ['Messages'],
  summary: 'Each tag that a message has, with the number of its messages',
  responses: {
    200: jsonResponse(
      'The tags',
      z
        .object({ tags: listOf(z.object({ name: z.string(), messages: z.number().int() })) })
        .openapi('Tags') satisfies z.ZodType<ApiTags>,
    ),
  },
})

/** Read marks and tags, the same that clients of Mailpit see and set. */
export function addLabelRoutes(app: Routes, { context }: RouteParts): void {
  const { store } = context
  app.openapi(labelRoute, async (c) => {
    const wanted = c.req.valid('json')
    checkWanted(wanted)
    const chosen = await chosenMessages(c.req.valid('query'), context, 'label')
    const messages = chosen === 'all' ? (await store.listMessages()).messages : chosen
    const slices = new Slices()
    for (const message of messages) {
      await label(store.labels, message, wanted)
      if (slices.due) await slices.pause()
    }
    return c.json({ messages: messages.length }, 200)
  })
  app.openapi(tagsRoute, async (c) => {
    const counts = await store.labels.countTags()
    return c.json({ tags: [...counts].map(([name, messages]) => ({ name, messages })) }, 200)
  })
}

function checkWanted(wanted: Wanted): void {
  const { tags, addTags = [], removeTags = [] } = wanted
  if (Object.keys(wanted).length === 0) {
    const detail =
      'The body changes nothing; expected isRead, tags, addTags or removeTags, such as {"isRead":true}.'
    throw new ProblemError(400, 'BODY_INVALID', detail)
  }
  if (tags !== undefined && addTags.length + removeTags.length > 0) {
    const detail = 'tags replaces all tags of a message; leave out tags, or addTags and removeTags.'
    throw new ProblemError(400, 'PARAMETER_CONFLICT', detail, { parameter: 'tags' })
  }
  const unusable = [...(tags ?? []), ...addTags].find((tag) => cleanTag(tag) === '')
  if (unusable === undefined) return
  const detail = `The tag ${JSON.stringify(unusable.slice(0, 80))} has nothing that may be in one; expected letters, digits, spaces, and - . _ @, such as "welcome".`
  throw new ProblemError(400, 'PARAMETER_INVALID', detail, { parameter: 'tags' })
}

async function label(
  labels: Labels,
  message: CapturedMessage,
  { isRead, tags, addTags = [], removeTags = [] }: Wanted,
): Promise<void> {
  if (isRead !== undefined) await labels.setRead(message.id, isRead)
  if (tags !== undefined) return labels.setTags(message.id, tags)
  if (addTags.length + removeTags.length === 0) return undefined
  const removed = new Set(removeTags.map((tag) => cleanTag(tag).toLowerCase()))
  const kept = (await labels.tagsOf(message)).filter((tag) => !removed.has(tag.toLowerCase()))
  return labels.setTags(message.id, [...kept, ...addTags])
}
