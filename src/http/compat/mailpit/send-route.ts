import { z } from '@hono/zod-openapi'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { Routes } from '../../route-parts.ts'
import { readJson } from '../read-json.ts'
import { jsonError } from './answers.ts'
import type { MailpitParts } from './mailpit-parts.ts'

/** An address that can stand in an envelope. */
const address = z.string().regex(/^[^\s<>@"]+@[^\s<>@"]+$/)
const mailbox = z.object({ Email: address, Name: z.string().default('') })
const mailboxes = z
  .array(mailbox)
  .nullish()
  .transform((list) => list ?? [])

const sendBody = z.object({
  From: mailbox,
  To: mailboxes,
  Cc: mailboxes,
  Bcc: z
    .array(address)
    .nullish()
    .transform((list) => list ?? []),
  ReplyTo: mailboxes,
  Subject: z.string().default(''),
  Text: z.string().default(''),
  HTML: z.string().default(''),
  Tags: z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? []),
  Headers: z
    .record(z.string().regex(/^[!-9;-~]+$/), z.string())
    .nullish()
    .transform((headers) => headers ?? {}),
  Attachments: z
    .array(
      z.object({
        Content: z.string(),
        Filename: z.string(),
        ContentType: z.string().default(''),
        ContentID: z.string().default(''),
      }),
    )
    .nullish()
    .transform((list) => list ?? []),
})

type SendBody = z.infer<typeof sendBody>

/** Fields that have a place of their own in the body. */
const ownFields = new Set([
  'to',
  'from',
  'cc',
  'bcc',
  'reply-to',
  'date',
  'subject',
  'content-type',
  'mime-version',
  'x-tags',
])

/** `POST /api/v1/send`: makes a message of its parts and takes it in. */
export function addSendRoute(app: Routes, { context }: MailpitParts): void {
  app.post('/api/v1/send', async (c) => {
    const read = sendBody.safeParse(await readJson(c.req.raw))
    if (!read.success) {
      const [issue] = read.error.issues
      return jsonError(`invalid ${issue?.path.join('.') || 'body'}: ${issue?.message}`)
    }
    const body = read.data
    const taken = Object.keys(body.Headers).find((name) => ownFields.has(name.toLowerCase()))
    if (taken !== undefined) return jsonError(`cannot overwrite header: "${taken}"`)
    const recipients = [...body.To, ...body.Cc].map(({ Email }) => Email)
    const injected = await context.inject({
      raw: await build(body),
      mailFrom: body.From.Email,
      rcptTo: [...new Set([...recipients, ...body.Bcc])],
    })
    return Response.json({ ID: injected.id })
  })
}

async function build(body: SendBody): Promise<Buffer> {
  const named = ({ Email, Name }: { Email: string; Name: string }) => ({ name: Name, address: Email })
  const composer = new MailComposer({
    // A message from outside must not make this server read a file or a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
    from: named(body.From),
    to: body.To.map(named),
    cc: body.Cc.map(named),
    replyTo: body.ReplyTo.map(named),
    subject: body.Subject,
    text: body.Text,
    ...(body.HTML !== '' && { html: body.HTML }),
    headers: { ...body.Headers, ...(body.Tags.length > 0 && { 'X-Tags': body.Tags.join(', ') }) },
    attachments: body.Attachments.map((one) => ({
      filename: one.Filename,
      // Content may be a data URL; what counts stands behind its comma.
      content: Buffer.from(one.Content.slice(one.Content.lastIndexOf(',') + 1), 'base64'),
      ...(one.ContentType !== '' && { contentType: one.ContentType }),
      ...(one.ContentID !== '' && { cid: one.ContentID, contentDisposition: 'inline' as const }),
    })),
  })
  return composer.compile().build()
}
