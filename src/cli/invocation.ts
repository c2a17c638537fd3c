import type { ResolvedOptions } from '../options/options.ts'

/** What a verb is given. */
export interface Invocation {
  /** The words behind the verb. */
  readonly words: readonly string[]
  readonly options: ResolvedOptions
}

/** A verb does its work and answers the exit code. */
export type Verb = (invocation: Invocation) => Promise<number>
