import { createRoute, z } from '@hono/zod-openapi'
import { headerDecoder } from '../../capture/header-decoder.ts'
import { addressesIn, readHeader } from '../../capture/headers.ts'
import { BodyRequest } from '../body-request.ts'
import { ProblemError } from '../problem.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { bytes, jsonResponse } from '../schemas/common.ts'
import { message } from '../schemas/message.ts'
import { problemResponse } from '../schemas/problem.ts'
import { answerMessage, typed } from './message-answer.ts'

const injection = z
  .strictObject({
    mailFrom: z.string().max(1000).optional().openapi({ description: 'Default: the address in From.' }),
    rcptTo: z
      .array(z.string().max(1000))
      .max(1000)
      .optional()
      .openapi({ description: 'Default: To, Cc and Bcc.' }),
    raw: z.string().optional().openapi({ description: 'The whole message as text.' }),
    rawBase64: z.base64().optional().openapi({ description: 'The whole message, its exact bytes.' }),
  })
  .openapi('Injection')

/** The envelope of a bare message; `to` may come several times. */
const bareEnvelope = {
  from: z.string().max(1000).optional().openapi({ description: 'With message/rfc822: as mailFrom.' }),
  to: z
    .union([z.string(), z.array(z.string()).max(1000)])
    .optional()
    .openapi({
      description: 'With message/rfc822: as rcptTo; once for each.',
      type: 'array',
      items: { type: 'string' },
    }),
}

/** Described only, and so without a type: what is validated is the JSON. */
const bareBody: object = { 'message/rfc822': { schema: bytes } }

const injectRoute = createRoute({
  method: 'post',
  path: '/api/messages',
  operationId: 'injectMessage',
  tags: ['Messages'],
  summary: 'Stores a message as if it had been submitted',
  request: {
    query: z.object(bareEnvelope),
    body: {
      required: true,
      content: { 'application/json': { schema: injection }, ...bareBody },
    },
  },
  responses: {
    201: jsonResponse('The message', message),
    413: problemResponse('The body, or the message, is too large'),
    507: problemResponse('The message alone is larger than the whole store'),
  },
})

/** Taking messages in over HTTP: JSON, or the bare message with `from` and `to` in the query. */
export function addInjectRoute(app: Routes, { context }: RouteParts): void {
  const take = async (raw: Buffer, mailFrom: string | undefined, rcptTo: readonly string[] | undefined) => {
    if (raw.length === 0)
      throw new ProblemError(400, 'PARAMETER_MISSING', 'The message is empty; give raw, or rawBase64.', {
        parameter: 'raw',
      })
    const header = envelopeFromHeader(raw)
    const injected = await context.inject({
      raw,
      mailFrom: checked('mailFrom', mailFrom ?? header.mailFrom),
      rcptTo: (rcptTo ?? header.rcptTo).map((address) => checked('rcptTo', address)),
    })
    const { body, headers } = await answerMessage(context, injected)
    return new Response(body, { status: 201, headers })
  }
  app.use('/api/messages', async (c, next) => {
    if (c.req.method !== 'POST' || !/^message\/rfc822\b/i.test(c.req.header('content-type') ?? ''))
      return next()
    const raw = c.req.raw instanceof BodyRequest ? c.req.raw.raw() : Buffer.from(await c.req.arrayBuffer())
    const [from, ...further] = c.req.queries('from') ?? []
    if (further.length > 0) {
      throw new ProblemError(400, 'PARAMETER_INVALID', 'A message has one sender; give from once.', {
        parameter: 'from',
      })
    }
    return take(raw, from, c.req.queries('to'))
  })
  app.openapi(injectRoute, async (c) => {
    const { mailFrom, rcptTo, raw, rawBase64 } = c.req.valid('json')
    for (const name of Object.keys(c.req.valid('query'))) {
      const field = name === 'to' ? 'rcptTo' : 'mailFrom'
      throw new ProblemError(
        400,
        'PARAMETER_CONFLICT',
        `${name} belongs to a body that is message/rfc822; in JSON it is the field ${field}.`,
        { parameter: name },
      )
    }
    if (raw !== undefined && rawBase64 !== undefined) {
      throw new ProblemError(400, 'PARAMETER_CONFLICT', 'Give raw or rawBase64, not both.', {
        parameter: 'rawBase64',
      })
    }
    const bytes = rawBase64 === undefined ? Buffer.from(raw ?? '') : Buffer.from(rawBase64, 'base64')
    return typed(take(bytes, mailFrom, rcptTo))
  })
}

/** No line end may get into an envelope: whatever passes it on would write a header of the sender's making. */
function checked(parameter: string, address: string): string {
  if (!/[^ -~\u0080-\uffff]/.test(address)) return address
  throw new ProblemError(
    400,
    'PARAMETER_INVALID',
    `${parameter} has a control character in ${JSON.stringify(address.slice(0, 80))}.`,
    { parameter },
  )
}

/** The envelope a message of its own accord asks for: sender from From, recipients from To, Cc and Bcc, each once. */
function envelopeFromHeader(raw: Buffer): { mailFrom: string; rcptTo: string[] } {
  const header = readHeader(raw, headerDecoder)
  const recipients = ['to', 'cc', 'bcc'].flatMap((name) => addressesIn(header.raw, name, headerDecoder))
  return {
    mailFrom: header.from[0]?.address ?? '',
    rcptTo: [...new Set(recipients.map(({ address }) => address).filter((address) => address !== ''))],
  }
}
