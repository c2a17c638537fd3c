import { FourportError } from '../base/errors.ts'
import { shown } from '../base/fields.ts'
import { lazyModule } from '../base/lazy-module.ts'
import type { VerifyReport } from '../model/verify.ts'
import type { SendFunction } from './client/function.ts'
import type { VerifyOptions } from './verify-options.ts'

/** Who starts a server pays nothing for it. */
const loadVerify = lazyModule(() => import('./run/verify.ts'))
const loadClient = lazyModule(() => import('./client/function.ts'))
const loadOptions = lazyModule(() => import('./verify-options.ts'))

/**
 * Calls a function that sends one mail once on every port and in every scenario, each time with a server of its own to
 * send to, and reports what the server saw. To throw is to tell that it failed; a mail client that resolves with
 * refused recipients in `rejected`, as Nodemailer does, may be returned.
 *
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID; CLIENT_NEVER_CONNECTED where it comes to no port at all; as startServer; the reason of `options.signal`
 */
export async function verifyClient(send: SendFunction, options: VerifyOptions = {}): Promise<VerifyReport> {
  if (typeof send !== 'function') {
    throw new FourportError(
      'OPTION_INVALID',
      `verifyClient was given ${shown(send)}; expected a function that sends one mail.`,
    )
  }
  const [{ verify }, { functionClient }, { readVerifyOptions }] = await Promise.all([
    loadVerify(),
    loadClient(),
    loadOptions(),
  ])
  const settings = readVerifyOptions('verifyClient', options)
  const { report } = await verify(functionClient(send), {
    ...settings,
    fixed: null,
    page: null,
    onProgress: () => undefined,
    onDone: async () => undefined,
  })
  return report
}
