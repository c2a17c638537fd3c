import { FourportError } from '../base/errors.ts'
import type { ApiInbox, ApiMessage, ApiPorts, ApiSessionPage, ApiSessionSummary } from '../model/api.ts'
import { readEvents } from './events.ts'
import { createFindings } from './findings.ts'
import type { FourportClient } from './fourport-client.ts'
import { type ClientOptions, createHttp, type Http } from './http.ts'
import { createMailbox } from './mailbox.ts'
import { ClientMessage } from './message.ts'

/**
 * A client for the server at `url`, `http://127.0.0.1:8025` say. Nothing is sent before the first method is called.
 * @throws FourportError OPTION_INVALID where `url` is none
 */
export function connect(url: string | URL, options: ClientOptions = {}): FourportClient {
  const base = baseOf(url)
  const http = createHttp(base, options)
  return {
    ...createMailbox(http),
    ...createFindings(http),
    url: base.href,
    info: () => http.json('GET', '/api/info'),
    ports: async () => (await http.json<ApiPorts>('GET', '/api/ports')).ports,
    ca: async () => (await http.request('GET', '/api/ca.pem')).text(),
    async inbox() {
      const facts = await http.json<ApiInbox>('POST', '/api/inboxes')
      return {
        ...facts,
        ...createMailbox(http, facts.id),
        ...createFindings(http, facts.id),
        delete: async () => void (await http.request('DELETE', `/api/inboxes/${facts.id}`)),
      }
    },
    sessions: () => allSessions(http),
    session: (id) => http.json('GET', `/api/sessions/${encodeURIComponent(id)}`),
    async inject({ raw, mailFrom, rcptTo }) {
      const rawBase64 = Buffer.from(raw).toString('base64')
      const body = { rawBase64, ...(mailFrom !== undefined && { mailFrom }), ...(rcptTo && { rcptTo }) }
      return new ClientMessage(await http.json<ApiMessage>('POST', '/api/messages', { body }), http)
    },
    events: (eventOptions = {}) => readEvents(http, eventOptions),
  }
}

function baseOf(url: string | URL): URL {
  const base = URL.canParse(String(url)) ? new URL(url) : null
  if (base?.protocol !== 'http:' && base?.protocol !== 'https:') {
    throw new FourportError(
      'OPTION_INVALID',
      `url is ${JSON.stringify(String(url))}; expected one like http://127.0.0.1:8025.`,
    )
  }
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  base.search = ''
  base.hash = ''
  return base
}

async function allSessions(http: Http): Promise<readonly ApiSessionSummary[]> {
  const sessions: ApiSessionSummary[] = []
  const query = new URLSearchParams({ limit: '200' })
  for (;;) {
    const page = await http.json<ApiSessionPage>('GET', '/api/sessions', { query })
    sessions.push(...page.sessions)
    if (page.nextBefore === null) return sessions.toReversed()
    query.set('before', page.nextBefore)
  }
}
