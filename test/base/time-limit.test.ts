import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { limitedBy } from '../../src/base/time-limit.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Nothing of it is held by who calls. */
function ended(limitMs: number, signal: AbortSignal): Promise<unknown> {
  return once(limitedBy(limitMs, signal), 'abort')
}

it('a time limit comes, though what is not needed any more was thrown away meanwhile', async () => {
  const over = ended(100, new AbortController().signal)
  collectGarbage()
  // What is held weakly lives to the end of a turn.
  await new Promise((resolve) => setImmediate(resolve))
  collectGarbage()
  await over
})

it('and at once where the signal is aborted', async () => {
  const stop = new AbortController()
  const over = ended(60_000, stop.signal)
  stop.abort()
  await over
  expect(limitedBy(60_000, AbortSignal.abort(new Error('enough'))).reason).toMatchObject({
    message: 'enough',
  })
})
