import type { ResolvedOptions } from './options.ts'
import type { OptionSources } from './option-sources.ts'

/** Looks for one contradiction between options that are right alone. */
export type Check = (
  options: ResolvedOptions,
  sources: OptionSources,
) => { what: string; help: string } | undefined
