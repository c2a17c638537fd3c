import { z } from '@hono/zod-openapi'
import { wholeNumber as wholeNumberKind } from '../../base/kinds/scalars.ts'
import type { ApiDeleted, ApiPortNow } from '../../model/api.ts'
import type { FixSnippet } from '../../model/finding.ts'
import { severities, type Severity } from '../../model/judgement.ts'
import type { MailAddress } from '../../model/parsed-message.ts'
import {
  authPolicies,
  type AuthPolicy,
  listenerProfileNames,
  type ProfileName,
  type TlsMode,
  tlsModes,
} from '../../model/port-profile.ts'
import type { TlsFacts } from '../../model/tls-facts.ts'

/** A list that nobody changes. */
export const listOf = <Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> =>
  z.array(item).readonly()

/** A whole number in a query parameter: read, described and refused as in an option. */
export function wholeNumber(min: number, max: number): z.ZodType<number, string> {
  const { read, expected, schema } = wholeNumberKind(min, max)
  const error = `must be ${expected}`
  return (
    z
      .string({ error })
      // Digits alone: a blank in an address is a mistake, where one around a variable is none.
      .regex(/^\d+$/, { error })
      .transform((text, context) => {
        const reading = read(text)
        if (reading.ok) return reading.value
        context.addIssue({ code: 'custom', message: error })
        return z.NEVER
      })
      .openapi(schema)
  )
}

export const profileName: z.ZodType<ProfileName> = z.enum(listenerProfileNames)
export const tlsMode: z.ZodType<TlsMode> = z.enum(tlsModes)
export const authPolicy: z.ZodType<AuthPolicy> = z.enum(authPolicies)
export const mailAddress: z.ZodType<MailAddress> = z.object({ name: z.string(), address: z.string() })
export const peer: z.ZodType<{ host: string; port: number }> = z.object({
  host: z.string(),
  port: z.number(),
})
export const severity: z.ZodType<Severity> = z.enum(severities)

export const tlsFacts: z.ZodType<TlsFacts> = z
  .object({
    version: z.string(),
    cipher: z.string(),
    sni: z.string().nullable(),
    alpn: z.string().nullable(),
    resumed: z.boolean(),
    clientCertificate: z.object({ subject: z.string(), sha256: z.string() }).nullable(),
  })
  .openapi('TlsFacts')

export const fixSnippet: z.ZodType<FixSnippet> = z
  .object({ library: z.string(), label: z.string(), language: z.string(), code: z.string() })
  .openapi('FixSnippet')

export const deleted: z.ZodType<ApiDeleted> = z.object({ deleted: z.number().int() }).openapi('Deleted')

/** A body of bytes: of no character set, and no JSON of ours whatever its type says. */
export const bytes: { readonly type: 'string'; readonly format: 'binary' } = {
  type: 'string',
  format: 'binary',
}

/** A response that is no JSON, in one of some types; without a schema: text. */
export function contentResponse(
  description: string,
  types: readonly string[],
  schema: { type: 'string' | 'object'; format?: 'binary' } = { type: 'string' },
): { description: string; content?: Record<string, { schema: typeof schema }> } {
  return { description, content: Object.fromEntries(types.map((type) => [type, { schema }])) }
}

/** A JSON response, for the description of a route. */
export function jsonResponse<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
): { description: string; content: { 'application/json': { schema: Schema } } } {
  return { description, content: { 'application/json': { schema } } }
}

/** The `{id}` of a path. Any text is taken: what is not there is 404, whatever it looks like. */
export const idParam: z.ZodObject<{ id: z.ZodString }> = z.object({
  id: z.string().openapi({ param: { name: 'id', in: 'path' } }),
})

/** What a client meets at a listener, as its scenario has changed it. */
export const portNow: z.ZodType<ApiPortNow> = z
  .object({ tls: tlsMode, tlsRequired: z.boolean(), auth: authPolicy, listens: z.boolean() })
  .openapi('PortNow')
