import { setTimeout as after } from 'node:timers/promises'
import { FourportError, messageOf } from '../../base/errors.ts'
import { limitedBy } from '../../base/time-limit.ts'
import type { Client, ClientRun, ClientTime } from './client.ts'
import { filledIn, hasPlaceholders } from './placeholders.ts'

/** A second try mostly comes at once: in clear where TLS failed, or without the login. */
const secondTryMs = 1000

/**
 * An app that sends its mail when it gets a request. What it answers tells nothing of the mail: most put it into a queue.
 *
 * @param request - `http://localhost:3000/send`, with placeholders; `POST http://…` posts
 * @throws FourportError OPTION_INVALID for what is no such address
 */
export function requestClient(request: string): Client {
  const { method, url } = readRequest(request)
  return {
    name: `${method} ${withoutUser(url)}`,
    kind: 'unseen',
    trustsAlready: !hasPlaceholders(url, ['ca']),
    send: (target, time) => send(method, filledIn(url, target), time),
    close: async () => {},
  }
}

async function send(method: string, url: string, time: ClientTime): Promise<ClientRun> {
  const signal = limitedBy(time.limitMs, time.signal)
  try {
    const response = await fetch(url, { method, signal })
    await response.body?.cancel()
  } catch (cause) {
    time.signal.throwIfAborted()
    if (!signal.aborted) {
      const words = `${method} ${withoutUser(url)} got no answer: ${messageOf((cause as Error).cause ?? cause)}.`
      throw new FourportError('COMMAND_UNRUNNABLE', words, {
        cause,
        help: 'Start the app, and check the address.',
      })
    }
  }
  await quiet(time, signal)
  return { leave: async () => null }
}

/** The mail was seen, and nothing came behind it; or the time is up. */
export async function quiet({ seen, signal: stopped }: ClientTime, signal: AbortSignal): Promise<void> {
  const ended = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  if (!signal.aborted) await Promise.race([seen, ended])
  if (!signal.aborted) await after(secondTryMs, undefined, { signal }).catch(() => undefined)
  stopped.throwIfAborted()
}

function readRequest(request: string): { readonly method: string; readonly url: string } {
  const [, method = 'GET', url = ''] = /^(?:([A-Za-z]+)\s+)?(\S+)$/.exec(request.trim()) ?? []
  // Of a port that is still to be filled in, any number will do.
  const probe = url.replace(/\{\w+\}/g, '1')
  if (URL.canParse(probe) && /^https?:$/.test(new URL(probe).protocol))
    return { method: method.toUpperCase(), url }
  throw new FourportError('OPTION_INVALID', `--url: "${request}" is no address of HTTP.`, {
    help: 'Write one such as http://localhost:3000/send, or "POST http://localhost:3000/send".',
  })
}

function withoutUser(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//…@')
}
