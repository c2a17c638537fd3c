import { headerDecoder } from '../../../capture/header-decoder.ts'
import { readMimeTree } from '../../../capture/mime-parts.ts'
import { type HtmlManner, serveAttachment, serveHtml } from '../../serve-part.ts'
import { type AnyView, jsonAnswer, type View } from '../../views/view.ts'
import { attachmentOfPart } from '../part-attachment.ts'
import { fileMissing } from './answers.ts'
import { filesOf } from './files.ts'
import { type Conditions, matchesAll } from './matches.ts'
import { type MailDevTold, toMailDev } from './to-maildev.ts'

export const mailDevView: View<MailDevTold> = {
  name: 'MailDev message',
  make: (viewed, told) => jsonAnswer(toMailDev(viewed, told, headerDecoder), viewed),
}

/** Whether a message fulfils the conditions of a list. */
export const mailDevMatchView: View<MailDevTold & { readonly conditions: Conditions }> = {
  name: 'MailDev match',
  make: (viewed, { conditions, ...told }) =>
    Response.json(matchesAll(toMailDev(viewed, told, headerDecoder), conditions)),
}

export const mailDevHtmlView: View<HtmlManner & { readonly base: string }> = {
  name: 'MailDev HTML',
  make: ({ message, parsed }, { base, ...manner }) =>
    parsed.html === null
      ? new Response('', { headers: { 'content-type': 'text/html; charset=utf-8' } })
      : serveHtml(base, manner, message.id, parsed),
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
