import { createRoute, z } from '@hono/zod-openapi'
import { mboxOf } from '../../base/mbox.ts'
import { isGone, there } from '../../capture/message-reader.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { Store } from '../../store/store.ts'
import { maxZipBytes, maxZipEntries, zipOf } from '../export/zip.ts'
import { ProblemError } from '../problem.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { bytes, contentResponse } from '../schemas/common.ts'
import { headerParameters, parametersOf } from '../schemas/message-query.ts'
import { problemResponse } from '../schemas/problem.ts'
import { pieceBytes } from '../stream-message.ts'
import { choiceFields, chosenMessages } from './chosen-messages.ts'

const forms = {
  mbox: { type: 'application/mbox', make: mboxOf },
  zip: { type: 'application/zip', make: zipOf },
} as const

const exportRoute = createRoute({
  method: 'get',
  path: '/api/messages/export',
  operationId: 'exportMessages',
  tags: ['Messages'],
  summary: 'Messages as one file, oldest first',
  parameters: headerParameters,
  request: {
    query: parametersOf({
      ...choiceFields,
      as: z.enum(['mbox', 'zip']).default('mbox').openapi({
        description:
          'mbox: one text file that mail programs read. zip: one .eml file for each, its exact bytes.',
      }),
    }),
  },
  responses: {
    200: contentResponse(
      'The file',
      Object.values(forms).map(({ type }) => type),
      bytes,
    ),
    400: problemResponse('No parameter selects messages, or one is invalid'),
    404: problemResponse('There is no such inbox'),
  },
})

/** Many messages as a file. It is made as its client reads it, and nobody holds all of it. */
export function addExportRoute(app: Routes, { context }: RouteParts): void {
  const { store } = context
  app.openapi(exportRoute, async (c) => {
    const { as, ...choice } = c.req.valid('query')
    const chosen = await chosenMessages(choice, context, 'export')
    const messages = chosen === 'all' ? (await store.listMessages()).messages : chosen
    if (as === 'zip') refuseTooLarge(messages)
    const { type, make } = forms[as]
    const pieces = make(messages.toReversed(), (message) => piecesOf(store, message))
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          let next = await pieces.next()
          while (!next.done && next.value.length === 0) next = await pieces.next()
          if (next.done) controller.close()
          else controller.enqueue(next.value)
        },
        async cancel() {
          await pieces.return(undefined)
        },
      },
      { highWaterMark: 0 },
    )
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="fourport.${as}"`,
        'transfer-encoding': 'chunked',
      },
    })
  })
}

function refuseTooLarge(messages: readonly CapturedMessage[]): void {
  const sizeBytes = messages.reduce((sum, message) => sum + message.sizeBytes + 200, 0)
  if (messages.length <= maxZipEntries && sizeBytes <= maxZipBytes) return
  const detail = `${messages.length} messages of ${sizeBytes} bytes are selected; a zip has room for ${maxZipEntries} files and 4 GiB. Ask for as=mbox, or select fewer.`
  throw new ProblemError(400, 'PARAMETER_INVALID', detail, { parameter: 'as' })
}

/** The bytes of a message in pieces; none where it has left the store before it is begun. */
async function* piecesOf(
  store: Store,
  { id, sizeBytes }: CapturedMessage,
): AsyncGenerator<Buffer, undefined> {
  for (let from = 0; from < sizeBytes; from += pieceBytes) {
    const range = { from, to: Math.min(from + pieceBytes, sizeBytes) }
    try {
      yield there(await store.bytes(id, range), { id })
    } catch (error) {
      if (from === 0 && isGone(error)) return undefined
      throw error
    }
  }
  return undefined
}
