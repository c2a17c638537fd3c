import { z } from '@hono/zod-openapi'
import { ProblemError } from '../problem.ts'

/*
 * Bodies as Go reads them into its types (encoding/json), which is what the clients of Mailpit and MailHog were written
 * against: a name counts whatever its case, a name that is not known is passed over, null is as if nothing stood there,
 * and what does not stand there is empty. A value of another type is an error.
 */

export const goString = z.preprocess((value) => value ?? '', z.string())
export const goBoolean = z.preprocess((value) => value ?? false, z.boolean())
export const goInteger = z.preprocess((value) => value ?? 0, z.int())
/** By name, in the spelling of the body. */
export const goMap = z.preprocess((value) => value ?? {}, z.record(z.string(), goString))

export function goList<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value) => value ?? [], z.array(item))
}

export function goStruct<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape)
  return z.preprocess((value) => inOwnSpelling(value ?? {}, names), z.object(shape))
}

/**
 * Reads a body, whatever its Content-Type says.
 *
 * @param like - A body as it should be, for the error
 * @throws ProblemError 400 where it is no JSON, or of another form; it says what was expected, and quotes what came
 */
export function readGoBody<Body>(text: string, type: z.ZodType<Body>, like: string): Body {
  const read = type.safeParse(parseJson(text, like))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const where = issue === undefined || issue.path.length === 0 ? 'The body' : issue.path.join('.')
  throw refused(`${where}: ${issue?.message}. The value was ${quote(text)}.`, like)
}

function parseJson(text: string, like: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refused(text === '' ? 'There is no body.' : `The body is not JSON: ${quote(text)}.`, like)
  }
}

function refused(wrong: string, like: string): ProblemError {
  return new ProblemError(400, 'BODY_INVALID', `${wrong} Send something like ${like}. Nothing was changed.`)
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}

function inOwnSpelling(value: unknown, names: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const fields = Object.entries(value).map(([key, one]) => {
    const name = names.find((known) => isSameName(key, known))
    return [name ?? key, one] as const
  })
  // Of two spellings of a name the last one counts.
  return Object.fromEntries(fields)
}

/** Whether Go takes a key for this field: without regard to case, and two letters of Unicode count as ASCII ones. */
export function isSameName(key: string, field: string): boolean {
  return key.toLowerCase().replaceAll('\u017f', 's') === field.toLowerCase()
}
