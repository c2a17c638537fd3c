import type { ApiEvents } from '../model/api-events.ts'
import type { Http } from './http.ts'
import type { ServerEvent } from './fourport-client.ts'

/** Reads the live stream (HTML standard, section 9.2.6) until the signal aborts or the server ends it. */
export async function* readEvents(
  http: Http,
  options: { readonly since?: number; readonly signal?: AbortSignal },
): AsyncGenerator<ServerEvent> {
  const query = new URLSearchParams(options.since === undefined ? {} : { since: String(options.since) })
  const { body } = await http.request('GET', '/api/events', { query, signal: options.signal })
  if (!body) return
  let text = ''
  let position = options.since ?? 0
  const decoder = new TextDecoder()
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = readBlock(block, position)
      if (!event) continue
      position = event.position
      yield event
    }
  }
}

/** null: a comment, which only keeps the connection alive. An event without a position has that of the one `before`. */
function readBlock(block: string, before: number): ServerEvent | null {
  const fields = new Map<string, string>()
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ')
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 2))
  }
  const type = fields.get('event') as keyof ApiEvents | undefined
  const data = fields.get('data')
  if (type === undefined || data === undefined) return null
  const id = fields.get('id')
  return { type, position: id === undefined ? before : Number(id), data: JSON.parse(data) } as ServerEvent
}
