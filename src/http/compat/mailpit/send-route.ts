import type { z } from '@hono/zod-openapi'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { parseMailbox } from '../../../base/mailbox.ts'
import { ProblemError } from '../../problem.ts'
import type { Routes } from '../../route-parts.ts'
import { sendPath } from '../compat-path.ts'
import { goList, goMap, goString, goStruct, readGoBody } from '../go-body.ts'
import type { MailpitParts } from './mailpit-parts.ts'

const mailbox = goStruct({ Email: goString, Name: goString })

const sendBody = goStruct({
  From: mailbox,
  To: goList(mailbox),
  Cc: goList(mailbox),
  Bcc: goList(goString),
  ReplyTo: goList(mailbox),
  Subject: goString,
  Text: goString,
  HTML: goString,
  Tags: goList(goString),
  Headers: goMap,
  Attachments: goList(
    goStruct({ Content: goString, Filename: goString, ContentType: goString, ContentID: goString }),
  ),
})

const like = '{"From":{"Email":"ann@example.test"},"To":[{"Email":"bob@example.test"}],"Text":"…"}'

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
])

/** `POST /api/v1/send`: makes a message of its parts and takes it in. */
export function addSendRoute(app: Routes, { context }: MailpitParts): void {
  app.post(sendPath, async (c) => {
    const body = readGoBody(await c.req.text(), sendBody, like)
    refuseUnsendable(body)
    const recipients = [...body.To, ...body.Cc].map(({ Email }) => Email)
    const injected = await context.inject({
      raw: await build(body),
      mailFrom: body.From.Email,
      rcptTo: [...new Set([...recipients, ...body.Bcc])],
    })
    return Response.json({ ID: injected.id })
  })
}

/** @throws ProblemError 400 */
function refuseUnsendable(body: SendBody): void {
  if (body.From.Email === '') throw refused('from not set')
  const lists = {
    To: body.To,
    Cc: body.Cc,
    Bcc: body.Bcc.map((Email) => ({ Email })),
    'Reply-To': body.ReplyTo,
  }
  for (const [name, list] of Object.entries({ From: [body.From], ...lists })) {
    const wrong = list.find(({ Email }) => parseMailbox(Email) === null)
    if (wrong) throw refused(`invalid ${name} address: ${JSON.stringify(wrong.Email)}`)
  }
  if (body.To.length + body.Cc.length + body.Bcc.length === 0)
    throw refused('no recipients (to, cc, bcc) set')
  for (const name of Object.keys(body.Headers)) {
    if (!/^[!-9;-~]+$/.test(name)) throw refused(`invalid header key: ${JSON.stringify(name)}`)
    const isTags = body.Tags.length > 0 && name.toLowerCase() === 'x-tags'
    if (isTags || ownFields.has(name.toLowerCase())) throw refused(`cannot overwrite header: "${name}"`)
  }
  for (const { Content, Filename } of body.Attachments) {
    if (!isBase64(withoutDataUrl(Content))) throw refused(`error decoding base64 attachment "${Filename}"`)
  }
}

function refused(wrong: string): ProblemError {
  return new ProblemError(400, 'BODY_INVALID', wrong)
}

/** Content may be a data URL; what counts stands after its last comma. */
function withoutDataUrl(content: string): string {
  return content.slice(content.lastIndexOf(',') + 1)
}

/** As Go decodes it: padded, and line ends are passed over. */
function isBase64(text: string): boolean {
  const clean = text.replace(/[\r\n]+/g, '')
  return clean.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(clean)
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
      content: Buffer.from(withoutDataUrl(one.Content), 'base64'),
      ...(one.ContentType !== '' && { contentType: one.ContentType }),
      ...(one.ContentID !== '' && { cid: one.ContentID, contentDisposition: 'inline' as const }),
    })),
  })
  const raw = await composer.compile().build()
  // The text is that of the body, without the line end that the composer writes after it.
  return raw.subarray(
    0,
    raw.length - (/\r?\n$/.exec(raw.toString('latin1', raw.length - 2))?.[0].length ?? 0),
  )
}
