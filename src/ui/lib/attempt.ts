import { useState } from 'preact/hooks'

export interface Attempts {
  /** Why the last one failed; null: it did not. */
  readonly failure: string | null
  /** Never rejects: a failure is shown where the press was. */
  readonly attempt: (work: Promise<void>) => Promise<void>
  /** Something else is meant now. */
  readonly forget: () => void
}

/** What is done at a press, and what is said where it fails. */
export function useAttempts(): Attempts {
  const [failure, setFailure] = useState<string | null>(null)
  const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
  return {
    failure,
    forget: () => setFailure(null),
    attempt: async (work) => setFailure(await work.then(() => null, wordsOf)),
  }
}
