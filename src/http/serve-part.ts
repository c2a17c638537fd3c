import type { ParsedAttachment, ParsedMessage } from '../model/parsed-message.ts'
import type { HttpContext } from './context.ts'
import { attachmentName, isImage, servedType } from './dto/attachment.ts'
import { contentDisposition } from './dto/file-name.ts'
import { attachmentPolicy, messagePolicy } from './gate/response-headers.ts'
import { toHtmlView } from './html-view.ts'
import { ProblemError } from './problem.ts'

/** How an HTML part is served. */
export interface HtmlManner {
  /** It may load images, styles and fonts from the network. */
  readonly remote: boolean
  /** Its own images are put into it: in a frame without an origin a browser sends no credentials for them. */
  readonly embed: boolean
  /** Its links open in a window of their own, as within a page that shows it. */
  readonly linksOpenWindows: boolean
  /** Its colours are inverted, unless it has dark ones of its own. */
  readonly dark: boolean
}

/** What all addresses of this server begin with, as the client of this request has to write them. */
export function baseOf(requestUrl: string, { webRoot }: Pick<HttpContext, 'webRoot'>): string {
  return new URL(requestUrl).origin + webRoot
}

/**
 * Serves the HTML part as a page of its own. Throws a 404 problem without one.
 *
 * @param base - of this server, as {@link baseOf} has it
 */
export function serveHtml(
  base: string,
  { remote, embed, ...look }: HtmlManner,
  id: string,
  parsed: ParsedMessage,
): Response {
  if (parsed.html === null)
    throw new ProblemError(404, 'NOT_FOUND', 'The message has no HTML part; its text is at /text.')
  // Absolute, because 'self' is nobody in a sandbox without an origin.
  const imageBase = `${base}/api/messages/${id}/attachments/`
  const urlOf = (attachment: ParsedAttachment): string =>
    embed ? toDataUrl(attachment) : `${imageBase}${attachment.index}?inline=1`
  return htmlPage(toHtmlView(parsed, urlOf, look), messagePolicy(imageBase, remote))
}

/** Likewise that of a mail within a message, with its own images put into it. Throws a 404 problem without one. */
export function serveNestedHtml(
  { remote, dark }: Pick<HtmlManner, 'remote' | 'dark'>,
  nested: ParsedMessage,
): Response {
  if (nested.html === null) throw new ProblemError(404, 'NOT_FOUND', 'The nested mail has no HTML part.')
  const html = toHtmlView(nested, toDataUrl, { dark, linksOpenWindows: true })
  return htmlPage(html, messagePolicy('', remote))
}

function htmlPage(html: string, policy: string): Response {
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      // A look-up of a name tells its owner that the message was opened.
      'x-dns-prefetch-control': 'off',
    },
  })
}

function toDataUrl(attachment: ParsedAttachment): string {
  return `data:${servedType(attachment)};base64,${Buffer.from(attachment.content).toString('base64')}`
}

/** Serves an attachment: as a download, or `inline` as a picture where it is one. */
export function serveAttachment(attachment: ParsedAttachment, inline: boolean): Response {
  const shown = inline && isImage(attachment)
  return new Response(new Uint8Array(attachment.content), {
    headers: {
      'content-type': servedType(attachment),
      'content-disposition': contentDisposition(shown ? 'inline' : 'attachment', attachmentName(attachment)),
      'content-security-policy': attachmentPolicy,
      // The frame of an HTML message has an opaque origin, which is another than ours. Ids cannot be guessed.
      ...(shown && { 'cross-origin-resource-policy': 'cross-origin' }),
    },
  })
}
