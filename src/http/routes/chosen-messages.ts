import { z } from '@hono/zod-openapi'
import type { CapturedMessage } from '../../model/message.ts'
import type { HttpContext } from '../context.ts'
import { ProblemError } from '../problem.ts'
import { wholeNumber } from '../schemas/common.ts'
import { type QueryParameters, queryFields, toMessageQuery } from '../schemas/message-query.ts'

/** Parameters that choose the messages that something is done with. */
export const choiceFields: typeof queryFields & {
  readonly ids: z.ZodOptional<z.ZodString>
  readonly all: z.ZodOptional<z.ZodEnum<{ true: 'true'; false: 'false' }>>
  readonly before: z.ZodOptional<z.ZodType<number, string>>
} = {
  ...queryFields,
  ids: z
    .string()
    .optional()
    .openapi({ description: 'Ids of messages, with commas between them; in place of all other parameters.' }),
  all: z.enum(['true', 'false']).optional(),
  before: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional().openapi({
    description: 'Only messages whose seq is below this number.',
  }),
}

type ChoiceParameters = QueryParameters & {
  readonly ids?: string | undefined
  readonly all?: 'true' | 'false' | undefined
  readonly before?: number | undefined
}

/**
 * The messages that are named, newest first; `all`: every one there is. What is chosen is written: nothing is chosen by
 * leaving something out. Throws a 400 problem where nothing is, or two things are.
 *
 * @param what - What is done with them, such as `delete`
 */
export async function chosenMessages(
  { ids, all, before, ...parameters }: ChoiceParameters,
  context: HttpContext,
  what: string,
): Promise<readonly CapturedMessage[] | 'all'> {
  const { store } = context
  const empty = Object.entries({ ...parameters, ...(ids !== undefined && { ids }) }).find(
    ([name, value]) => value === '' && !name.startsWith('header.'),
  )
  // What a variable that is not set makes of ?subject=${subject}: every message has it.
  if (empty !== undefined) {
    const detail = `${empty[0]} is empty and selects nothing; write what to ${what}, for example ?${empty[0]}=hello, or all=true for everything.`
    throw new ProblemError(400, 'PARAMETER_INVALID', detail, { parameter: empty[0] })
  }
  const query = toMessageQuery(parameters, context)
  const chosen = Object.keys(query).length > 0
  if (all === 'true' && (chosen || ids !== undefined)) {
    const detail = `all=true selects every message to ${what}; remove it, or the other parameters.`
    throw new ProblemError(400, 'PARAMETER_CONFLICT', detail, { parameter: 'all' })
  }
  if (ids !== undefined) {
    if (chosen || before !== undefined) {
      const detail = `ids names the messages to ${what}; remove it, or the other parameters.`
      throw new ProblemError(400, 'PARAMETER_CONFLICT', detail, { parameter: 'ids' })
    }
    const found = await Promise.all(ids.split(',').map((id) => store.getMessage(id.trim())))
    return [...new Set(found.filter((message) => message !== undefined))].toSorted(
      (one, other) => other.seq - one.seq,
    )
  }
  if (all === 'true' && before === undefined) return 'all'
  if (all !== 'true' && !chosen) {
    const detail = `Say what to ${what}, for example ?to=a@example.test, or all=true for everything.`
    throw new ProblemError(400, 'PARAMETER_MISSING', detail, { parameter: 'all' })
  }
  return (await store.listMessages({ query, ...(before !== undefined && { before }) })).messages
}
