import type { ResolvedOptions } from './options.ts'
import type { Origins } from './origins.ts'

/** Looks for one contradiction between options that are right alone. */
export type Check = (options: ResolvedOptions, origins: Origins) => { what: string; help: string } | undefined
