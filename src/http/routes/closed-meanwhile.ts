import { FourportError } from '../../base/errors.ts'

/** What a request that waited is answered: that the server closed, where it did; else the error itself. */
export function closedMeanwhile(closing: AbortSignal, error: unknown): unknown {
  if (!closing.aborted) return error
  return new FourportError('SERVER_CLOSED', 'The server closed while this request waited.', { cause: error })
}
