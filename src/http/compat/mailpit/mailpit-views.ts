import { headerDecoder } from '../../../capture/header-decoder.ts'
import { type HtmlManner, serveAttachment, serveHtml } from '../../serve-part.ts'
import { type AnyView, jsonAnswer, type View } from '../../views/view.ts'
import { notThere, plain } from './answers.ts'
import { findPart, sortParts } from './parts.ts'
import { attachmentOfPart } from '../part-attachment.ts'
import { longContentView } from './searched-content.ts'
import { toMailpitHeaders, toMailpitMessage, toMailpitSummary } from './to-mailpit.ts'

export const mailpitMessageView: View<readonly string[]> = {
  name: 'Mailpit message',
  make: (viewed, tags) => jsonAnswer(toMailpitMessage({ ...viewed, tags }, headerDecoder), viewed),
}

export const mailpitSummaryView: View<{ readonly tags: readonly string[]; readonly isRead: boolean }> = {
  name: 'Mailpit summary',
  make: (viewed, { tags, isRead }) => jsonAnswer(toMailpitSummary({ ...viewed, tags }, isRead), viewed),
}

export const mailpitHeadersView: View<null> = {
  name: 'Mailpit headers',
  make: (viewed) => jsonAnswer(toMailpitHeaders(viewed.parsed), viewed),
}

export const mailpitPartView: View<string> = {
  name: 'Mailpit part',
  make({ raw }, id) {
    const part = findPart(sortParts(raw), id)
    // Mailpit shows parts in the page; here only pictures are, and the rest is a download.
    return part ? serveAttachment(attachmentOfPart(part, headerDecoder), true) : notThere()
  },
}

export const mailpitTextView: View<null> = {
  name: 'Mailpit text',
  make: ({ raw, parsed }) => plain(200, sortParts(raw).text || parsed.text),
}

export const mailpitHtmlView: View<HtmlManner & { readonly base: string }> = {
  name: 'Mailpit HTML',
  make: ({ message, raw, parsed }, { base, ...manner }) => {
    if (parsed.html === null) return notThere()
    // With its line ends as sent.
    return serveHtml(base, manner, message.id, { ...parsed, html: sortParts(raw).html || parsed.html })
  },
}

export const mailpitViews: readonly AnyView[] = [
  mailpitMessageView,
  mailpitSummaryView,
  mailpitHeadersView,
  mailpitPartView,
  mailpitTextView,
  mailpitHtmlView,
  longContentView,
]
