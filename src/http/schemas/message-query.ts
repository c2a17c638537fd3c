import { z } from '@hono/zod-openapi'
import { listenerProfileNames, usualNumbers } from '../../model/port-profile.ts'
import type { MessageQuery } from '../../model/query.ts'
import { searchFields } from '../../search/search-fields.ts'
import type { HttpContext, InboxFacts } from '../context.ts'
import { ProblemError } from '../problem.ts'

const textFields = [
  'query',
  'to',
  'mailbox',
  'from',
  'subject',
  'text',
  'listener',
  'user',
  'since',
  'inbox',
] as const

/** Parameters that choose messages; the same for list, wait and delete. */
export const queryFields: {
  readonly [Name in (typeof textFields)[number]]: z.ZodOptional<z.ZodString>
} & {
  readonly profile: z.ZodOptional<z.ZodType<string>>
  readonly tls: z.ZodOptional<z.ZodEnum<{ true: 'true'; false: 'false' }>>
} = {
  query: z
    .string()
    .optional()
    .openapi({
      description: `A search: words, "phrases", -term, ${searchFields.map(({ name }) => `${name}:`).join(' ')}`,
      example: 'from:shop -tag:spam "your code"',
    }),
  to: z.string().optional().openapi({ description: 'A recipient of the envelope, the whole address.' }),
  mailbox: z
    .string()
    .optional()
    .openapi({ description: 'A recipient of the envelope, with or without a tag: ada+shop@… for ada@….' }),
  from: z
    .string()
    .optional()
    .openapi({ description: 'The envelope sender or an address in From, the whole address.' }),
  subject: z.string().optional().openapi({ description: 'A part of the subject.' }),
  text: z.string().optional().openapi({ description: 'A part of the text.' }),
  profile: z
    .enum([...listenerProfileNames, ...usualNumbers])
    .optional()
    .openapi({ description: 'The profile, or its usual number.' }),
  listener: z.string().optional(),
  user: z.string().optional().openapi({ description: 'The AUTH user.' }),
  tls: z.enum(['true', 'false']).optional(),
  since: z
    .string()
    .optional()
    .openapi({ description: 'Received then or later: ISO 8601, or milliseconds since 1970.' }),
  inbox: z.string().optional().openapi({ description: 'Id of an inbox: only its mail.' }),
}

/** What `parametersOf` takes beside the names of its shape, for the description of a route. */
export const headerParameters: {
  name: string
  in: 'query'
  style: 'form'
  explode: true
  description: string
  schema: object
}[] = [
  {
    name: 'header',
    in: 'query',
    // The members of an exploded object are parameters of their own: header.X-Name=…
    style: 'form',
    explode: true,
    description: 'header.NAME: a part of that header field; empty: the field is there.',
    schema: {
      type: 'object',
      patternProperties: { '^header\\..+$': { type: 'string' } },
      example: { 'header.X-Kind': 'invoice' },
    },
  },
]

/** A schema of query parameters, with any number of `header.NAME` beside them. Unknown ones do not get here. */
export function parametersOf<Shape extends z.ZodRawShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$catchall<z.ZodString>> {
  return z.object(shape).catchall(z.string())
}

/** What `parametersOf(queryFields)` has let through. */
export type QueryParameters = { readonly [Name in keyof typeof queryFields]?: string | undefined } & {
  readonly [name: string]: unknown
}

/** Digits are milliseconds since 1970. */
export function toTime(since: string): string | number {
  return /^\d+$/.test(since) ? Number(since) : since
}

/** The query that parameters ask for. Throws a 404 problem for an inbox that is not there. */
export function toMessageQuery(parameters: QueryParameters, context: HttpContext): MessageQuery {
  const { query, to, mailbox, from, subject, text, profile, listener, user, tls, since, inbox } = parameters
  const header: Readonly<Record<string, string | true>> = Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => name.startsWith('header.'))
      .map(([name, value]) => [name.slice('header.'.length), value === '' ? true : String(value)]),
  )
  return {
    ...(query !== undefined && { query }),
    ...(to !== undefined && { to }),
    ...(mailbox !== undefined && { mailbox }),
    ...(from !== undefined && { from }),
    ...(subject !== undefined && { subject }),
    ...(text !== undefined && { text }),
    ...(profile !== undefined && { profile: profile as NonNullable<MessageQuery['profile']> }),
    ...(listener !== undefined && { listener }),
    ...(user !== undefined && { user }),
    ...(tls !== undefined && { tls: tls === 'true' }),
    ...(since !== undefined && { since: toTime(since) }),
    ...(Object.keys(header).length > 0 && { header }),
    ...(inbox !== undefined && context.inboxes.viewOf(knownInbox(inbox, context)).query),
  }
}

/** The inbox of that id. Throws a 404 problem where there is none. */
export function knownInbox(id: string, context: HttpContext): InboxFacts {
  const inbox = context.inboxes.get(id)
  if (inbox) return inbox
  throw new ProblemError(404, 'NOT_FOUND', `There is no inbox ${JSON.stringify(id.slice(0, 80))}.`, {
    parameter: 'inbox',
  })
}
