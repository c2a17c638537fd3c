import { availableParallelism } from 'node:os'
import { FourportError } from '../base/errors.ts'
import { checkFields, type FieldKind } from '../base/fields.ts'
import { signal } from '../base/wait-options.ts'
import { type ProfileName, profileNames } from '../model/port-profile.ts'
import { host } from '../options/kinds/network-kinds.ts'
import type { VerifySettings } from './run/verify.ts'

/** How a client is verified. All optional. */
export interface VerifyOptions {
  /** Columns. Default: all four. */
  readonly ports?: readonly ProfileName[]
  /** Rows: names of scenarios or of groups, `*` for any characters: `['cert-*', 'downgrade']`. The controls they lean on come by themselves. Default: all. */
  readonly scenarios?: readonly string[]
  /** Whether submission ports ask for a login, and the client gets a user and a password. Default true. */
  readonly login?: boolean
  /** The name that the client connects by, where a scenario does not demand an address. Default `localhost`. */
  readonly host?: string
  /** Folder of a CA to keep, made where it is missing. Default: a CA for this run alone, which is gone afterwards. */
  readonly certs?: string
  /** Milliseconds for one run, from 100 on. Default 20,000: no scenario keeps a client waiting half as long. */
  readonly limitMs?: number
  /** Runs at once. Default: four for each processor, as most of a run is waiting. */
  readonly parallel?: number
  /** Port of a page on 127.0.0.1 that shows the run, 0 for any free one; one that is taken is an error. Default: there is none. */
  readonly http?: number
  /**
   * Told the address of the page before the first call. The page stays until what this returns has settled; else it goes
   * with the run. What it throws is thrown in place of the report, when all cells are done.
   */
  readonly onPage?: (url: string) => unknown
  /** Ends it: the promise rejects with its reason, and nothing is left running. */
  readonly signal?: AbortSignal
}

export const shortestLimitMs = 100
/** A quarter of an hour for one mail: beyond that somebody has mistaken the unit. */
export const longestLimitMs = 900_000
const mostParallel = 64
const runsPerProcessor = 4
const highestPort = 65_535

const listOf = (expected: string, fits: (item: unknown) => boolean): FieldKind => ({
  fits: (value) => Array.isArray(value) && value.length > 0 && value.every(fits),
  expected,
})

/** What each may be; the command checks its own options by the same. */
export const verifyOptionKinds: Readonly<Record<keyof VerifyOptions, FieldKind>> = {
  ports: listOf(`a list of ${profileNames.join(', ')}`, (item) => profileNames.includes(item as ProfileName)),
  scenarios: listOf('a list of names, such as ["cert-*"]', (item) => typeof item === 'string' && item !== ''),
  login: { fits: (value) => typeof value === 'boolean', expected: 'true or false' },
  host: {
    fits: (value) => typeof value === 'string' && /^[\w.:-]{1,255}$/.test(value) && host.fits(value),
    expected: 'a host name or address of this machine',
  },
  certs: { fits: (value) => typeof value === 'string' && value !== '', expected: 'the path of a folder' },
  limitMs: {
    fits: (value) => typeof value === 'number' && value >= shortestLimitMs && value <= longestLimitMs,
    expected: `milliseconds from ${shortestLimitMs} to ${longestLimitMs}`,
  },
  parallel: {
    fits: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= mostParallel,
    expected: `a whole number from 1 to ${mostParallel}`,
  },
  http: {
    fits: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= highestPort,
    expected: `a port, 0 for any free one, or ${highestPort} at most`,
  },
  onPage: { fits: (value) => typeof value === 'function', expected: 'a function that is told an address' },
  signal,
}

/**
 * Options, checked, over their defaults.
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID, OPTION_CONFLICT
 */
export function readVerifyOptions(
  owner: string,
  options: VerifyOptions,
): Omit<VerifySettings, 'onProgress' | 'fixed' | 'page' | 'onDone'> {
  checkFields(options, { owner, kinds: verifyOptionKinds, example: 'options such as { ports: ["smtps"] }' })
  if (options.onPage !== undefined && options.http === undefined) {
    throw new FourportError('OPTION_CONFLICT', `${owner} was given onPage without http.`, {
      help: 'Say at which port the page is to be: { http: 0, onPage }.',
    })
  }
  return {
    ports: options.ports ?? null,
    scenarios: options.scenarios ?? null,
    login: options.login ?? true,
    host: options.host ?? 'localhost',
    certs: options.certs ?? null,
    limitMs: options.limitMs ?? 20_000,
    parallel: options.parallel ?? Math.min(mostParallel, runsPerProcessor * availableParallelism()),
    signal: options.signal ?? new AbortController().signal,
  }
}
