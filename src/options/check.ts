import type { ResolvedOptions } from './options.ts'
import type { OptionSources } from './option-sources.ts'

/** Two options that are right alone, and what to write instead. */
export interface Conflict {
  readonly what: string
  readonly help: string
}

/** Looks for one contradiction between options that are right alone. */
export type Check = (options: ResolvedOptions, sources: OptionSources) => Conflict | undefined
