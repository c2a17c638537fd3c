import { FourportError } from '../base/errors.ts'
import { shown as quoted } from '../base/fields.ts'
import { lazyModule } from '../base/lazy-module.ts'
import type { VerifyReport } from '../model/verify.ts'
import type { SendFunction } from './client/function.ts'
import type { VerifySettings } from './run/verify.ts'
import type { VerifyOptions } from './verify-options.ts'

/** Who starts a server pays nothing for it. */
const loadVerify = lazyModule(() => import('./run/verify.ts'))
const loadClient = lazyModule(() => import('./client/function.ts'))
const loadTranscripts = lazyModule(() => import('./reports/transcripts.ts'))
const loadOptions = lazyModule(() => import('./verify-options.ts'))

/**
 * Calls a function that sends one mail once on every port and in every scenario, each time with a server of its own to
 * send to, and reports what the server saw. It throws to report that it failed; a mail client that resolves with
 * refused recipients in `rejected`, as Nodemailer does, may be returned.
 *
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID, OPTION_CONFLICT; CLIENT_NEVER_CONNECTED where it comes to no port at all; as startServer; the reason of `options.signal`; what `options.onPage` throws
 */
export async function verifyClient(send: SendFunction, options: VerifyOptions = {}): Promise<VerifyReport> {
  if (typeof send !== 'function') {
    throw new FourportError(
      'OPTION_INVALID',
      `verifyClient was given ${quoted(send)}; expected a function that sends one mail.`,
      { help: 'Write, for example: verifyClient(async (target) => send(target.host, target.port)).' },
    )
  }
  const [{ runVerify }, { functionClient }, { readVerifyOptions }] = await Promise.all([
    loadVerify(),
    loadClient(),
    loadOptions(),
  ])
  const settings = readVerifyOptions('verifyClient', options)
  const { report } = await runVerify(functionClient(send), {
    ...settings,
    ...shown(options, settings.signal),
    fixed: null,
    onProgress: () => undefined,
  })
  return settings.transcripts ? report : (await loadTranscripts()).withoutTranscripts(report)
}

/** A page for as long as somebody looks at it: the caller says when that is over. */
function shown(
  { http: port, onPage }: VerifyOptions,
  signal: AbortSignal,
): Pick<VerifySettings, 'page' | 'onDone'> {
  let looking: Promise<unknown> = Promise.resolve()
  const onOpen = (url: string): void => {
    looking = Promise.resolve(url).then(onPage)
    // It is waited for when all is done, and may fail before.
    looking.catch(() => undefined)
  }
  return {
    page: port === undefined ? null : { port, onOpen },
    async onDone() {
      const done = new AbortController()
      try {
        await Promise.race([looking, aborted(signal, done.signal)])
      } finally {
        done.abort()
      }
      signal.throwIfAborted()
    },
  }
}

/** @param until - Nobody waits for it any more: the caller may keep its signal for longer. */
function aborted(signal: AbortSignal, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true, signal: until })
  })
}
