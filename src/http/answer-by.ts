import { timerOf } from '../base/time-limit.ts'

/** An answer that was not there when its time was up. */
export class AnswerLate extends Error {
  override readonly name: string = 'AnswerLate'
}

/**
 * What `work` makes, if it is there within so many milliseconds (Infinity: at any time) and before `signal` is aborted. Else it rejects with
 * AnswerLate, or the signal's reason. The signal that the work is given ends at either; work that goes on is nobody's.
 */
export async function answerBy<Answer>(
  withinMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const end = new AbortController()
  const leave = (): void => end.abort(signal.reason)
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave)
  const timer = timerOf(withinMs, () => end.abort(new AnswerLate()))
  try {
    return await new Promise<Answer>((resolve, reject) => {
      end.signal.addEventListener('abort', () => reject(end.signal.reason))
      if (end.signal.aborted) return reject(end.signal.reason)
      work(end.signal).then(resolve, reject)
    })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', leave)
  }
}
