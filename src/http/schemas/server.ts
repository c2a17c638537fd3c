import { z } from '@hono/zod-openapi'
import type { ApiInbox, ApiInboxes, ApiInfo, ApiPorts } from '../../model/api.ts'
import { scenarioName } from './scenario.ts'
import { authPolicy, fixSnippet, listOf, portNow, profileName, tlsMode } from './common.ts'

export const info: z.ZodType<ApiInfo> = z
  .object({
    name: z.literal('fourport'),
    version: z.string(),
    startedAt: z.string().openapi({ format: 'date-time' }),
    uptimeMs: z.number(),
    position: z.number().int().openapi({ description: 'Position of the last event of the stream.' }),
    counts: z.object({
      messages: z.number().int(),
      unread: z.number().int(),
      messageBytes: z.number().int(),
      sessions: z.number().int(),
      openSessions: z.number().int(),
      evictedMessages: z.number().int(),
      evictedSessions: z.number().int(),
    }),
    features: z.object({ release: z.boolean(), ca: z.boolean(), verify: z.boolean(), readOnly: z.boolean() }),
    caFile: z.string().nullable(),
  })
  .openapi('Info')

export const ports: z.ZodType<ApiPorts> = z
  .object({
    ports: listOf(
      z
        .object({
          name: z.string(),
          profile: profileName,
          host: z.string(),
          addresses: listOf(z.string()),
          port: z.number().int(),
          tls: tlsMode,
          tlsRequired: z.boolean(),
          auth: authPolicy,
          authWithoutTls: z.literal(true).optional().openapi({
            description: 'A client may log in without TLS, which shows its password to everyone on the way.',
          }),
          received: z.object({ messages: z.number().int(), sessions: z.number().int() }),
          scenario: scenarioName.nullable().openapi({
            description: 'Scenario of the listener; null: none, and the other fields describe it.',
          }),
          now: portNow,
          settings: listOf(fixSnippet),
        })
        .openapi('Port'),
    ),
  })
  .openapi('Ports')

export const inbox: z.ZodType<ApiInbox> = z
  .object({
    id: z.string(),
    address: z.string(),
    user: z.string(),
    password: z.string(),
    name: z.string().nullable().openapi({ description: 'What it is called; null: it has no name.' }),
    purpose: z.string().nullable().openapi({ description: 'What it is for; null: nobody said.' }),
  })
  .openapi('Inbox')

export const inboxes: z.ZodType<ApiInboxes> = z.object({ inboxes: listOf(inbox) }).openapi('Inboxes')
