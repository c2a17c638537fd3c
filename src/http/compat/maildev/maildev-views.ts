import { headerDecoder } from '../../../capture/header-decoder.ts'
import { readMimeTree } from '../../../capture/mime-parts.ts'
import { type HtmlManner, serveAttachment, serveHtml } from '../../serve-part.ts'
import { type AnyView, jsonAnswer, type View } from '../../views/view.ts'
import { attachmentOfPart } from '../part-attachment.ts'
import { fileMissing } from './answers.ts'
import { filesOf } from './files.ts'
import { type Conditions, matchesAll } from './matches.ts'
import { toMailDev } from './to-maildev.ts'

export const mailDevView: View<{ readonly isRead: boolean }> = {
  name: 'MailDev message',
  make: (viewed, { isRead }) => jsonAnswer(toMailDev(viewed, isRead, headerDecoder), viewed),
}

/** Whether a message fulfils the conditions of a list. */
export const mailDevMatchView: View<{ readonly isRead: boolean; readonly conditions: Conditions }> = {
  name: 'MailDev match',
  make: (viewed, { isRead, conditions }) =>
    Response.json(matchesAll(toMailDev(viewed, isRead, headerDecoder), conditions)),
}

export const mailDevHtmlView: View<HtmlManner & { readonly url: string }> = {
  name: 'MailDev HTML',
  make: ({ message, parsed }, { url, ...manner }) =>
    parsed.html === null
      ? new Response('', { headers: { 'content-type': 'text/html; charset=utf-8' } })
      : serveHtml(url, manner, message.id, parsed),
}

export const mailDevFileView: View<string> = {
  name: 'MailDev attachment',
  make({ raw }, name) {
    const found = filesOf(readMimeTree(raw).parts, headerDecoder).find(
      ({ file }) => file.generatedFileName === name,
    )
    return found ? serveAttachment(attachmentOfPart(found.part, headerDecoder), true) : fileMissing()
  },
}

export const mailDevViews: readonly AnyView[] = [
  mailDevView,
  mailDevMatchView,
  mailDevHtmlView,
  mailDevFileView,
]
