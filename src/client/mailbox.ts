import { FourportError } from '../base/errors.ts'
import { checkCount, checkWaitOptions } from '../base/wait-options.ts'
import { defaultQuietMs, defaultWaitMs } from '../base/wait-times.ts'
import type { ApiMessage, ApiMessagePage } from '../model/api.ts'
import type { Mailbox, Message, WaitOptions } from '../model/mailbox.ts'
import type { MessageQuery } from '../model/query.ts'
import { type Http, nullIfGone } from './http.ts'
import { longWait } from './long-wait.ts'
import { toMessage } from './message.ts'
import { toParameters } from './query.ts'

const pageSize = 200

/** A view of the server's mail: all of it, or that of one inbox. */
export function createMailbox(http: Http, inboxId?: string): Omit<Mailbox, 'findings' | 'waitForFinding'> {
  const parametersOf = (query?: MessageQuery): URLSearchParams => {
    const parameters = toParameters(query)
    if (inboxId !== undefined) parameters.set('inbox', inboxId)
    return parameters
  }
  const wait = async (
    count: number,
    query: MessageQuery | undefined,
    options: WaitOptions,
  ): Promise<readonly Message[]> => {
    checkCount(count)
    return waitFor(http, count, parametersOf(query), options)
  }
  return {
    messages: async (query) => readAll(http, parametersOf(query)),
    async waitForMessage(query, options) {
      checkWaitOptions('waitForMessage', options)
      const [message] = await wait(1, query, options ?? {})
      return message as Message
    },
    async waitForMessages(count, query, options) {
      checkWaitOptions('waitForMessages', options)
      return wait(count, query, options ?? {})
    },
    async expectNoMessage(query, options) {
      checkWaitOptions('expectNoMessage', options, 'withinMs')
      const { withinMs = defaultQuietMs, signal } = options ?? {}
      let message: Message | undefined
      try {
        ;[message] = await wait(1, query, { timeoutMs: withinMs, ...(signal && { signal }) })
      } catch (error) {
        if (error instanceof FourportError && error.code === 'WAIT_TIMEOUT') return
        throw error
      }
      if (message) throw unexpected(message, (await message.parse()).subject)
    },
    async clear() {
      const query = new URLSearchParams(inboxId === undefined ? { all: 'true' } : { inbox: inboxId })
      return (await http.json<{ deleted: number }>('DELETE', '/api/messages', { query })).deleted
    },
  }
}

/** Ids first, page by page, then each message: what comes meanwhile moves no page. */
async function readAll(http: Http, parameters: URLSearchParams): Promise<readonly Message[]> {
  const ids: string[] = []
  parameters.set('limit', String(pageSize))
  for (;;) {
    const page = await http.json<ApiMessagePage>('GET', '/api/messages', { query: parameters })
    ids.push(...page.messages.map(({ id }) => id))
    if (page.nextBefore === null) break
    parameters.set('before', String(page.nextBefore))
  }
  const messages: Message[] = []
  for (const id of ids.toReversed()) {
    const one = await http.json<ApiMessage>('GET', `/api/messages/${id}`).catch(nullIfGone)
    if (one) messages.push(toMessage(one, http))
  }
  return messages
}

async function waitFor(
  http: Http,
  count: number,
  parameters: URLSearchParams,
  { timeoutMs = defaultWaitMs, signal }: WaitOptions,
): Promise<readonly Message[]> {
  parameters.set('count', String(count))
  const { messages } = await longWait(timeoutMs, (timeout) => {
    parameters.set('timeoutMs', timeout)
    const options = { query: parameters, signal }
    return http.json<{ messages: ApiMessage[] }>('GET', '/api/messages/wait', options)
  })
  return messages.map((one) => toMessage(one, http))
}

function unexpected({ id, profile, envelope }: Message, subject: string): FourportError {
  const to = envelope.rcptTo.slice(0, 3).map((address) => JSON.stringify(address))
  return new FourportError(
    'UNEXPECTED_MESSAGE',
    `Expected no message, but ${id} came on the ${profile} port: ${JSON.stringify(subject.slice(0, 120))} ` +
      `from ${JSON.stringify(envelope.mailFrom)} to ${to.join(', ')}.`,
  )
}
