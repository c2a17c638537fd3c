import { FourportError } from '../base/errors.ts'
import type {
  ApiFaults,
  ApiInbox,
  ApiInfo,
  ApiMessage,
  ApiPorts,
  ApiPortScenario,
  ApiSession,
} from '../model/api.ts'
import type { ScenarioName } from '../model/scenario.ts'
import type { Fault, FaultState, SetFault } from '../model/fault.ts'
import type { ServerMailbox } from '../model/mailbox.ts'
import { readEvents } from './events.ts'
import { createFindings } from './findings.ts'
import type { FourportClient } from './fourport-client.ts'
import { type ClientOptions, createHttp, type Http, nullIfGone } from './http.ts'
import { createMailbox } from './mailbox.ts'
import { toMessage } from './message.ts'
import { allSessions } from './sessions.ts'

/**
 * A client for the server at `url`, `http://127.0.0.1:8025` say. Nothing is sent before the first method is called.
 * @throws FourportError OPTION_INVALID where `url` is none
 */
export function connect(url: string | URL, options: ClientOptions = {}): FourportClient {
  const base = baseOf(url)
  const http = createHttp(base, options)
  const mailbox = createMailbox(http)
  const session = (id: string): Promise<ApiSession> =>
    http.json('GET', `/api/sessions/${encodeURIComponent(id)}`)
  return {
    ...mailbox,
    ...createFindings(http),
    ...createScenarios(http),
    url: base.href,
    info: () => http.json('GET', '/api/info'),
    ports: async () => (await http.json<ApiPorts>('GET', '/api/ports')).ports,
    ca: async () => (await http.request('GET', '/api/ca.pem')).text(),
    async inbox(label = {}) {
      const query = new URLSearchParams()
      for (const [field, text] of Object.entries(label))
        if (text !== undefined) query.set(field, String(text))
      const facts = await http.json<ApiInbox>('POST', '/api/inboxes', { query })
      return {
        ...facts,
        ...createMailbox(http, facts.id),
        ...createFindings(http, facts.id),
        delete: async () => void (await http.request('DELETE', `/api/inboxes/${facts.id}`)),
      }
    },
    ...createFaults(http),
    sessions: () => allSessions(http),
    session,
    verdict: async ({ id }) => (await session(id)).verdict,
    async counts() {
      const { openSessions: _, ...counts } = (await http.json<ApiInfo>('GET', '/api/info')).counts
      return counts
    },
    async clear() {
      const messages = await mailbox.clear()
      await http.request('DELETE', '/api/sessions', { query: new URLSearchParams({ all: 'true' }) })
      return messages
    },
    async inject({ raw, mailFrom, rcptTo }) {
      const rawBase64 = Buffer.from(raw).toString('base64')
      const body = { rawBase64, ...(mailFrom !== undefined && { mailFrom }), ...(rcptTo && { rcptTo }) }
      return toMessage(await http.json<ApiMessage>('POST', '/api/messages', { body }), http)
    },
    events: (eventOptions = {}) => readEvents(http, eventOptions),
  }
}

/** Scenarios on the listeners of a server elsewhere, as a server in the process has them. */
function createScenarios(http: Http): Pick<FourportClient, 'scenario'> {
  const on = async (listener: string): Promise<ScenarioName | null> => {
    const { ports } = await http.json<ApiPorts>('GET', '/api/ports')
    return ports.find(({ name }) => name === listener)?.scenario ?? null
  }
  return {
    async scenario(name, { listener }) {
      const path = `/api/ports/${encodeURIComponent(listener)}/scenario`
      const before = await on(listener)
      await http.json<ApiPortScenario>('PUT', path, { body: { name } })
      const off = async (): Promise<void> => {
        // Another one has been put on since: that is not this one's to take away.
        if ((await on(listener))?.name !== name) return
        if (before === null) await http.request('DELETE', path)
        else await http.json<ApiPortScenario>('PUT', path, { body: { name: before.name } })
      }
      return { name, listener, off, [Symbol.asyncDispose]: off }
    },
  }
}

const faultsPath = '/api/faults'

/** Faults over HTTP, in the words of the library. */
function createFaults(http: Http): Pick<ServerMailbox, 'fault' | 'faults' | 'clearFaults'> {
  return {
    fault: async (fault: Fault) =>
      toSetFault(http, await http.json<FaultState>('POST', faultsPath, { body: fault })),
    faults: async () => (await http.json<ApiFaults>('GET', faultsPath)).faults,
    clearFaults: async () => (await http.json<{ deleted: number }>('DELETE', faultsPath)).deleted,
  }
}

function toSetFault(http: Http, { id }: FaultState): SetFault {
  const one = `${faultsPath}/${id}`
  // It may have been taken off before, here or elsewhere.
  const off = async (): Promise<void> => void (await http.request('DELETE', one).catch(nullIfGone))
  return {
    id,
    fired: async () => (await http.json<FaultState>('GET', one)).fired,
    off,
    [Symbol.asyncDispose]: off,
  }
}

function baseOf(url: string | URL): URL {
  const base = URL.canParse(String(url)) ? new URL(url) : null
  if (base?.protocol !== 'http:' && base?.protocol !== 'https:') {
    throw new FourportError(
      'OPTION_INVALID',
      `url is ${JSON.stringify(String(url))}; expected one like http://127.0.0.1:8025.`,
      { help: "Write, for example: connect('http://127.0.0.1:8025')." },
    )
  }
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  base.search = ''
  base.hash = ''
  return base
}
