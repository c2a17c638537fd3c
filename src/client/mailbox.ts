import { FourportError } from '../base/errors.ts'
import type { FindingMatch } from '../base/finding-match.ts'
import { checkCount, checkWaitOptions } from '../base/wait-options.ts'
import { defaultQuietMs, defaultWaitMs } from '../base/wait-times.ts'
import type { ApiInbox, ApiMessage, ApiMessagePage } from '../model/api.ts'
import type { Finding } from '../model/finding.ts'
import type { MessageQuery } from '../model/query.ts'
import { ApiRefusedError, type Http } from './http.ts'
import { longWait } from './long-wait.ts'
import { ClientMessage } from './message.ts'
import { toParameters } from './query.ts'

const pageSize = 200

interface WaitOptions {
  /** Milliseconds; default 4,000. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** Reading mail over HTTP, in the words of the library's own mailbox. Queries take text, no RegExp. */
export interface ClientMailbox {
  /** Messages that are there now, oldest first. @throws FourportError QUERY_INVALID */
  messages(query?: MessageQuery): Promise<readonly ClientMessage[]>
  /**
   * The oldest message that matches, at once if it has already come, else as soon as it comes: the server waits, nobody polls.
   * @throws FourportError WAIT_TIMEOUT, whose text says what came instead and what the sessions in that time did; QUERY_INVALID
   */
  waitForMessage(query?: MessageQuery, options?: WaitOptions): Promise<ClientMessage>
  /** The oldest `count` messages that match. @throws FourportError WAIT_TIMEOUT, QUERY_INVALID */
  waitForMessages(
    count: number,
    query?: MessageQuery,
    options?: WaitOptions,
  ): Promise<readonly ClientMessage[]>
  /** Resolves when no matching message has come by the end of `withinMs` (default 250). @throws FourportError UNEXPECTED_MESSAGE */
  expectNoMessage(
    query?: MessageQuery,
    options?: { readonly withinMs?: number; readonly signal?: AbortSignal },
  ): Promise<void>
  /** Removes its messages; how many there were. */
  clear(): Promise<number>
  /**
   * Findings that match, oldest session first: of sessions that have ended, and of those that go on. A session that is
   * about to end is waited for, at most `withinMs` (default 250), and then judged as it stands; where none is, the answer
   * comes at once. An inbox has what concerns it. @throws FourportError OPTION_UNKNOWN, OPTION_INVALID
   */
  findings(
    match?: FindingMatch,
    options?: { readonly withinMs?: number; readonly signal?: AbortSignal },
  ): Promise<readonly Finding[]>
  /**
   * The first finding that matches: at once if there is one, else as soon as a session ends with it, or has done what the
   * rest of it cannot take back. @throws FourportError WAIT_TIMEOUT
   */
  waitForFinding(match?: FindingMatch, options?: WaitOptions): Promise<Finding>
}

/** An address with credentials of its own that sees only its own mail. */
export interface ClientInbox extends ClientMailbox, ApiInbox {
  /** Takes its credentials away. Its messages stay with the server. */
  delete(): Promise<void>
}

/** A view of the server's mail: all of it, or that of one inbox. */
export function createMailbox(
  http: Http,
  inboxId?: string,
): Omit<ClientMailbox, 'findings' | 'waitForFinding'> {
  const parametersOf = (query?: MessageQuery): URLSearchParams => {
    const parameters = toParameters(query)
    if (inboxId !== undefined) parameters.set('inbox', inboxId)
    return parameters
  }
  const wait = async (
    count: number,
    query: MessageQuery | undefined,
    { timeoutMs = defaultWaitMs, signal }: WaitOptions,
  ): Promise<readonly ClientMessage[]> => {
    checkCount(count)
    const parameters = parametersOf(query)
    parameters.set('count', String(count))
    const { messages } = await longWait(timeoutMs, (timeout) => {
      parameters.set('timeoutMs', timeout)
      const options = { query: parameters, signal }
      return http.json<{ messages: ApiMessage[] }>('GET', '/api/messages/wait', options)
    })
    return messages.map((one) => new ClientMessage(one, http))
  }
  return {
    async messages(query) {
      const ids: string[] = []
      const parameters = parametersOf(query)
      parameters.set('limit', String(pageSize))
      for (;;) {
        const page = await http.json<ApiMessagePage>('GET', '/api/messages', { query: parameters })
        ids.push(...page.messages.map(({ id }) => id))
        if (page.nextBefore === null) break
        parameters.set('before', String(page.nextBefore))
      }
      const messages: ClientMessage[] = []
      for (const id of ids.toReversed()) {
        const one = await http.json<ApiMessage>('GET', `/api/messages/${id}`).catch(nullIfGone)
        if (one) messages.push(new ClientMessage(one, http))
      }
      return messages
    },
    async waitForMessage(query, options) {
      checkWaitOptions('waitForMessage', options)
      const [message] = await wait(1, query, options ?? {})
      return message as ClientMessage
    },
    async waitForMessages(count, query, options) {
      checkWaitOptions('waitForMessages', options)
      return wait(count, query, options ?? {})
    },
    async expectNoMessage(query, options) {
      checkWaitOptions('expectNoMessage', options, 'withinMs')
      const { withinMs = defaultQuietMs, signal } = options ?? {}
      let message: ClientMessage | undefined
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

/** Another test may delete a message between the list and the look at it. */
function nullIfGone(error: unknown): null {
  if (error instanceof ApiRefusedError && error.status === 404) return null
  throw error
}

function unexpected({ id, profile, envelope }: ClientMessage, subject: string): FourportError {
  const to = envelope.rcptTo.slice(0, 3).map((address) => JSON.stringify(address))
  return new FourportError(
    'UNEXPECTED_MESSAGE',
    `Expected no message, but ${id} came on the ${profile} port: ${JSON.stringify(subject.slice(0, 120))} ` +
      `from ${JSON.stringify(envelope.mailFrom)} to ${to.join(', ')}.`,
  )
}
