import { z } from '@hono/zod-openapi'
import type {
  ApiAttachment,
  ApiMessage,
  ApiMessageCount,
  ApiMessagePage,
  ApiNestedMail,
  ApiMessageSummary,
} from '../../model/api.ts'
import { authMechanisms } from '../../model/mechanisms.ts'
import type { FoundLink, HeaderField } from '../../model/parsed-message.ts'
import { listOf, mailAddress, peer, profileName, severity, tlsFacts } from './common.ts'

const summaryFields = {
  id: z.string(),
  seq: z.number().int().openapi({ description: 'Grows by one with each message; the cursor of the list.' }),
  receivedAt: z.string().openapi({ format: 'date-time' }),
  from: z.string().openapi({ description: 'Envelope sender; empty: the null reverse-path.' }),
  to: listOf(z.string()).openapi({ description: 'Envelope recipients, Bcc among them.' }),
  headerFrom: mailAddress.nullable(),
  subject: z.string(),
  preview: z.string(),
  attachmentCount: z.number().int(),
  bccInHeader: z.boolean().openapi({ description: 'Bcc was sent with it, for every recipient to read.' }),
  sizeBytes: z.number().int(),
  listener: z.string(),
  profile: profileName,
  port: z.number().int(),
  tls: tlsFacts.nullable(),
  user: z.string().nullable(),
  sessionId: z.string(),
  parseError: z.string().nullable(),
  isRead: z.boolean(),
  tags: listOf(z.string()).openapi({
    description: 'Those of plus-addresses and of X-Tags, unless others were set.',
  }),
}

export const messageSummary: z.ZodType<ApiMessageSummary> = z.object(summaryFields).openapi('MessageSummary')

export const messagePage: z.ZodType<ApiMessagePage> = z
  .object({ messages: listOf(messageSummary), nextBefore: z.number().nullable() })
  .openapi('MessagePage')

export const messageCount: z.ZodType<ApiMessageCount> = z
  .object({ messages: z.number().int(), unread: z.number().int() })
  .openapi('MessageCount')

export const attachment: z.ZodType<ApiAttachment> = z
  .object({
    index: z.number().int(),
    filename: z.string(),
    contentType: z.string(),
    disposition: z.enum(['attachment', 'inline']),
    contentId: z.string().nullable(),
    sizeBytes: z.number().int(),
    url: z.string(),
    imageUrl: z.string().nullable(),
  })
  .openapi('Attachment')

export const attachments: z.ZodType<{ attachments: readonly ApiAttachment[] }> = z
  .object({ attachments: listOf(attachment) })
  .openapi('Attachments')

/** A switch in the query. */
export const flag = (description: string) => z.literal('1').optional().openapi({ description })

/** How an HTML part is shown. */
export const htmlLook = z.object({
  remote: flag('1: images, styles and fonts may be loaded from the network.'),
  dark: flag('1: inverted, except images, for a message without dark styles of its own.'),
})

/** Any text is accepted: what is no number is 404, like a number too high. */
export const attachmentNumber = z
  .string()
  .openapi({ param: { name: 'n', in: 'path' }, type: 'integer', description: 'Starts at 0.' })

const headerField = z.object({ name: z.string(), value: z.string(), raw: z.string() }).openapi('HeaderField')
export const headers: z.ZodType<{ headers: readonly HeaderField[] }> = z
  .object({ headers: listOf(headerField) })
  .openapi('Headers')

const link = z.object({ url: z.string(), text: z.string().nullable() }).openapi('Link')
export const links: z.ZodType<{ links: readonly FoundLink[] }> = z
  .object({ links: listOf(link) })
  .openapi('Links')
export const codes: z.ZodType<{ codes: readonly string[] }> = z
  .object({ codes: listOf(z.string()) })
  .openapi('Codes')

const parameters = z.record(z.string(), z.union([z.string(), z.literal(true)]))
const addresses = listOf(mailAddress)

export const nestedMail: z.ZodType<ApiNestedMail> = z
  .object({
    subject: z.string(),
    from: addresses,
    to: addresses,
    cc: addresses,
    messageId: z.string().nullable(),
    date: z.string().nullable(),
    text: z.string(),
    hasHtml: z.boolean(),
    attachments: listOf(
      z.object({ filename: z.string(), contentType: z.string(), sizeBytes: z.number().int() }),
    ),
    parseError: z.string().nullable(),
  })
  .openapi('NestedMail')

export const message = z
  .object({
    ...summaryFields,
    envelope: z.object({
      mailFrom: z.string(),
      rcptTo: listOf(z.string()),
      mailParameters: parameters,
      rcptParameters: z.record(z.string(), parameters),
    }),
    header: z.object({
      from: addresses,
      to: addresses,
      cc: addresses,
      bcc: addresses,
      replyTo: addresses,
      messageId: z.string().nullable(),
      date: z.string().nullable(),
    }),
    bcc: listOf(z.string()).openapi({ description: 'Envelope recipients that neither To nor Cc names.' }),
    headers: listOf(headerField),
    text: z.string(),
    html: z.string().nullable(),
    attachments: listOf(attachment),
    links: listOf(link),
    codes: listOf(z.string()),
    auth: z.object({ user: z.string(), mechanism: z.enum(authMechanisms) }).nullable(),
    remote: peer,
    clientName: z.string(),
    faults: z.object({
      bareLf: z.number(),
      bareCr: z.number(),
      doubleCr: z.number().optional().openapi({ description: 'How many of the bare CR came before a CRLF.' }),
      otherLine: z.number().int().optional().openapi({
        description: 'The first line that ends otherwise than line 1; left out where all lines end alike.',
      }),
      longLines: z.number(),
      eightBit: z.boolean(),
      nul: z.boolean(),
    }),
    findings: listOf(z.object({ id: z.string(), severity, saw: z.string(), fix: z.string() })).openapi({
      description: 'The findings about this message, as long as its session is kept.',
    }),
  })
  .openapi('Message') satisfies z.ZodType<ApiMessage>

export const messageList: z.ZodType<{ messages: readonly ApiMessage[] }> = z
  .object({ messages: listOf(message) })
  .openapi('Messages')
