import { z } from '@hono/zod-openapi'
import type { ApiTestMail, ApiTestMailWanted } from '../../model/api.ts'

export const testMailWanted: z.ZodType<ApiTestMailWanted> = z
  .strictObject({
    settings: z.enum(['right', 'wrong']).openapi({
      description: '`wrong`: with the mistake that many make on such a port.',
    }),
  })
  .openapi('TestMailWanted')

export const testMail: z.ZodType<ApiTestMail> = z
  .object({
    sent: z.boolean().openapi({ description: 'Whether the server accepted the mail.' }),
    error: z.string().nullable().openapi({ description: 'What the client reported; null: no error.' }),
    session: z.string().nullable().openapi({
      description:
        'The session that shows it; null: no connection came about, or its session had not ended after 5 seconds.',
    }),
  })
  .openapi('TestMail')
