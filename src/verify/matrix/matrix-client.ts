import type { Client } from '../client/client.ts'
import type { ResolvedVerifyOptions } from '../verify-options.ts'

/** One of the clients that are verified in one run. */
export interface MatrixClient {
  readonly name: string
  /**
   * Makes it ready, and asks for its version.
   * @returns null: nobody knows it
   * @throws FourportError CLIENT_SETUP_FAILED; the reason of `signal`
   */
  prepare(signal: AbortSignal): Promise<string | null>
  /** What is run in each cell. */
  open(): Client
  /** How it is verified; all runs share one signal, and the places that there are for them. */
  readonly options: Omit<ResolvedVerifyOptions, 'signal' | 'parallel'> & { readonly parallel: number | null }
}
