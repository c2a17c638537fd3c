import { messageOf } from '../../base/errors.ts'
import type { VerifyEnd } from '../../model/verify.ts'
import { cleanOutput } from './clean-output.ts'
import type { Client, ClientRun, ClientTime } from './client.ts'
import type { VerifyTarget } from './target.ts'

/**
 * Sends one message. It tells that it failed by throwing, or by returning what Nodemailer does: recipients in `rejected`.
 * `signal` is aborted when its time is up.
 */
export type SendFunction = (target: VerifyTarget & { readonly signal: AbortSignal }) => unknown

export function functionClient(send: SendFunction): Client {
  return {
    name: send.name === '' ? 'a function' : send.name,
    kind: 'function',
    trustsAlready: false,
    send: (target, time) => run(send, target, time),
    close: async () => {},
  }
}

async function run(send: SendFunction, target: VerifyTarget, time: ClientTime): Promise<ClientRun> {
  // The run may have ended while its server was opened; an abort that came before is reported to nobody who asks now.
  time.signal.throwIfAborted()
  const signal = AbortSignal.any([time.isUp, time.signal])
  const sending = Promise.resolve({ ...target, signal })
    .then(send)
    .then(returned, (error: unknown) => ({ exitCode: 1, output: messageOf(error) }))
  const result = await Promise.race([sending, aborted(signal)])
  time.signal.throwIfAborted()
  const { exitCode, output } = result ?? { exitCode: null, output: '' }
  const end: VerifyEnd = {
    exitCode,
    signal: null,
    timedOut: result === null,
    output: cleanOutput(output, target),
  }
  return { reportsSuccess: exitCode === 0, goesOn: () => false, leave: async () => end }
}

function returned(value: unknown): { readonly exitCode: number; readonly output: string } {
  const rejected: unknown =
    typeof value === 'object' && value !== null && 'rejected' in value ? value.rejected : null
  return Array.isArray(rejected) && rejected.length > 0
    ? { exitCode: 1, output: `rejected: ${rejected.join(', ')}` }
    : { exitCode: 0, output: '' }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
}
