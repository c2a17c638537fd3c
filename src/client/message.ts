import { messageView } from '../base/message-view.ts'
import type { ApiAttachment, ApiMessage } from '../model/api.ts'
import { factNames } from '../model/message.ts'
import type { Message } from '../model/mailbox.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'
import type { Http } from './http.ts'

/** A captured message read over HTTP: the same facts as in the process; its bytes are fetched when asked. */
export function toMessage(api: ApiMessage, http: Http): Message {
  let parsed: Promise<ParsedMessage> | undefined
  return messageView({ ...api, receivedAt: new Date(api.receivedAt) }, factNames, {
    async raw() {
      const response = await http.request('GET', `/api/messages/${api.id}/raw`)
      return Buffer.from(await response.arrayBuffer())
    },
    parse: () => (parsed ??= readContent(api, http)),
  })
}

async function readContent(api: ApiMessage, http: Http): Promise<ParsedMessage> {
  const { header, subject, text, html, headers, links, codes, parseError } = api
  const attachments = await Promise.all(api.attachments.map((one) => readAttachment(one, http)))
  return { ...header, subject, text, html, headers, attachments, links, codes, parseError }
}

async function readAttachment(
  { url, ...described }: ApiAttachment,
  http: Http,
): Promise<ParsedMessage['attachments'][number]> {
  const response = await http.request('GET', url)
  const { index, filename, contentType, disposition, contentId, sizeBytes } = described
  const content = Buffer.from(await response.arrayBuffer())
  return { index, filename, contentType, disposition, contentId, sizeBytes, content }
}
