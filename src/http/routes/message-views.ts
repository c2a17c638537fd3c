import { toAttachment } from '../dto/attachment.ts'
import { type ToldWithMessage, toMessage } from '../dto/message.ts'
import { attachmentOf, nestedIn, toNestedMail } from '../nested-mail.ts'
import { type HtmlManner, serveAttachment, serveHtml, serveNestedHtml } from '../serve-part.ts'
import { type AnyView, jsonAnswer, type View } from '../views/view.ts'

export const messageView: View<ToldWithMessage> = {
  name: 'message',
  make: (viewed, told) => jsonAnswer(toMessage(viewed.message, viewed.parsed, told), viewed),
}

export const headersView: View<null> = {
  name: 'headers',
  make: (viewed) => jsonAnswer({ headers: viewed.parsed.headers }, viewed),
}

export const linksView: View<null> = {
  name: 'links',
  make: (viewed) => jsonAnswer({ links: viewed.parsed.links }, viewed),
}

export const codesView: View<null> = {
  name: 'codes',
  make: (viewed) => jsonAnswer({ codes: viewed.parsed.codes }, viewed),
}

export const attachmentsView: View<{ readonly webRoot: string }> = {
  name: 'attachments',
  make(viewed, { webRoot }) {
    const place = { messageId: viewed.message.id, webRoot }
    return jsonAnswer(
      { attachments: viewed.parsed.attachments.map((one) => toAttachment(place, one)) },
      viewed,
    )
  },
}

export const textView: View<null> = {
  name: 'text',
  make: ({ parsed }) =>
    new Response(parsed.text, { headers: { 'content-type': 'text/plain; charset=utf-8' } }),
}

export const htmlView: View<HtmlManner & { readonly base: string }> = {
  name: 'html',
  make: ({ message, parsed }, { base, ...manner }) => serveHtml(base, manner, message.id, parsed),
}

export const attachmentView: View<{ readonly n: string; readonly inline: boolean }> = {
  name: 'attachment',
  make: ({ parsed }, { n, inline }) => serveAttachment(attachmentOf(parsed, n), inline),
}

export const nestedMailView: View<{ readonly n: string }> = {
  name: 'nested mail',
  make: async (viewed, { n }) =>
    jsonAnswer(toNestedMail(await nestedIn(viewed.parsed, n, viewed.limits)), viewed),
}

export const nestedHtmlView: View<{ readonly n: string; readonly remote: boolean; readonly dark: boolean }> =
  {
    name: 'nested html',
    make: async ({ parsed, limits }, { n, ...look }) =>
      serveNestedHtml(look, await nestedIn(parsed, n, limits)),
  }

export const messageViews: readonly AnyView[] = [
  messageView,
  headersView,
  linksView,
  codesView,
  attachmentsView,
  textView,
  htmlView,
  attachmentView,
  nestedMailView,
  nestedHtmlView,
]
