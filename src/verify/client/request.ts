import { setTimeout as after } from 'node:timers/promises'
import { FourportError, messageOf } from '../../base/errors.ts'
import { type Client, type ClientRun, type ClientTime, unseenRun } from './client.ts'
import { checkPlaceholders, filledIn, hasPlaceholders } from './placeholders.ts'
import type { VerifyTarget } from './target.ts'

/** A second try mostly comes at once: in clear where TLS failed, or without the login. */
const secondTryMs = 1000

/** With placeholders in its address. */
interface Request {
  readonly method: string
  readonly url: string
}

/** No such request is there: whatever becomes of a mail, no app answers so. */
const noSuchRequest: ReadonlyMap<number, string> = new Map([
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [501, 'Not Implemented'],
])

/**
 * An app that sends its mail when it gets a request. What it answers tells nothing of the mail: most put it into a queue.
 *
 * @param request - `http://localhost:3000/send`, with placeholders; `POST http://…` posts
 * @throws FourportError OPTION_INVALID for what is no such address, or has a word in braces that stands for nothing
 */
export function requestClient(request: string): Client {
  const { method, url } = readRequest(request)
  return {
    name: nameOf({ method, url }),
    kind: 'unseen',
    trustsAlready: !hasPlaceholders(url, ['ca']),
    send: (target, time) => send({ method, url }, target, time),
    close: async () => {},
  }
}

async function send(request: Request, target: VerifyTarget, time: ClientTime): Promise<ClientRun> {
  const signal = AbortSignal.any([time.isUp, time.signal])
  const status = await ask(request, target, time, signal)
  const words = status === null ? undefined : noSuchRequest.get(status)
  if (words !== undefined) {
    const message = `${nameOf(request)} answered ${status} ${words}: the app has no such request.`
    throw new FourportError('COMMAND_UNRUNNABLE', message, { help: helpFor(request) })
  }
  await quiet(time, signal)
  return unseenRun
}

/** The status of the answer; null: there was none in time. */
async function ask(
  request: Request,
  target: VerifyTarget,
  time: ClientTime,
  signal: AbortSignal,
): Promise<number | null> {
  try {
    const response = await fetch(filledIn(request.url, target), { method: request.method, signal })
    await response.body?.cancel()
    return response.status
  } catch (cause) {
    time.signal.throwIfAborted()
    if (signal.aborted) return null
    // As it was given: filled in, it may hold the password.
    const words = `${nameOf(request)} got no answer: ${messageOf((cause as Error).cause ?? cause)}.`
    throw new FourportError('COMMAND_UNRUNNABLE', words, {
      cause,
      help: 'Start the app, and check the address.',
    })
  }
}

function helpFor({ method, url }: Request): string {
  const other = nameOf({ method: method === 'POST' ? 'GET' : 'POST', url })
  return `Check the address, and the method, which comes before it: --url "${other}".`
}

/** The mail was seen, and nothing came after it; or the time is up. */
export async function quiet({ seen, signal: stopped }: ClientTime, signal: AbortSignal): Promise<void> {
  const ended = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  if (!signal.aborted) await Promise.race([seen, ended])
  if (!signal.aborted) await after(secondTryMs, undefined, { signal }).catch(() => undefined)
  stopped.throwIfAborted()
}

function readRequest(request: string): Request {
  const [, method = 'GET', url = ''] = /^(?:([A-Za-z]+)\s+)?(\S+)$/.exec(request.trim()) ?? []
  // Of a port that is still to be filled in, any number will do.
  const probe = url.replace(/\{\w+\}/g, '1')
  if (URL.canParse(probe) && /^https?:$/.test(new URL(probe).protocol)) {
    checkPlaceholders(url, '--url')
    return { method: method.toUpperCase(), url }
  }
  throw new FourportError('OPTION_INVALID', `--url: "${request}" is not an HTTP address.`, {
    help: 'Write one such as http://localhost:3000/send, or "POST http://localhost:3000/send".',
  })
}

function nameOf({ method, url }: Request): string {
  return `${method} ${url.replace(/\/\/[^/@]*@/, '//…@')}`
}
