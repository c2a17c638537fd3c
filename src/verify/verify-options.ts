import { availableParallelism } from 'node:os'
import { FourportError } from '../base/errors.ts'
import { checkFields, type FieldKind } from '../base/fields.ts'
import { list } from '../base/kinds/compounds.ts'
import { type Kind, scalar } from '../base/kinds/kind.ts'
import { boolean, duration, path, text, wholeNumber } from '../base/kinds/scalars.ts'
import { signal } from '../base/wait-options.ts'
import { byUsualNumber, type ProfileName, profileNames, type UsualNumber } from '../model/port-profile.ts'
import type { KnownFailure } from '../model/verify.ts'
import { checkKnown } from './known-failures.ts'
import { host, port, profile } from '../options/kinds/network-kinds.ts'

/** How a client is verified. All optional. */
export interface VerifyOptions {
  /** Columns: profiles by their names or their usual numbers, such as `['smtps', 587]`. Default: all four. */
  readonly ports?: readonly (ProfileName | UsualNumber)[]
  /**
   * Rows: names of scenarios or of groups, `*` for any characters, `!` before what is left out: `['cert-*', '!cert-sha1']`.
   * The controls they lean on come by themselves. Default: all.
   */
  readonly scenarios?: readonly string[]
  /** Whether submission ports ask for a login, and the client gets a user and a password. Default true. */
  readonly login?: boolean
  /**
   * Whether the client is set to require TLS, so that it must never do without it on 465, 587 and 2525. One that logs in
   * must not in any case (RFC 8314 §5.2); one that does not may (RFC 7435), unless this is set. Default false.
   */
  readonly requireTls?: boolean
  /**
   * The name that the client connects by, where a scenario does not demand an address. Default: the name of this machine,
   * where it leads to addresses of this machine alone; else `localhost`, which some libraries trust more than other hosts.
   */
  readonly host?: string
  /** Whether bad manners, what standards forbid and most servers accept, keep a client from being verified. Default false. */
  readonly strictManners?: boolean
  /**
   * Whether the cells of the report that failed have `transcript`, what was said there; at most 17,000 characters each,
   * credentials left out. Default false.
   */
  readonly transcripts?: boolean
  /**
   * Failures that are known: each has a reason and a last day, until which it fails no run. An entry that has expired, or
   * is not needed, is reported. Default: none.
   */
  readonly known?: readonly KnownFailure[]
  /**
   * How often each cell is run, from 1 to 100, one after the other. A cell whose runs differ is unsteady, and has not
   * passed: `unsteady` of the cell has what it did, and how often. Default 1.
   */
  readonly repeat?: number
  /**
   * Recipients in place of made-up ones at `verify.test`, for clients that accept certain domains only. Scenarios that need
   * three take the first three, or make more by a number: `ada.2@example.org`. No mail leaves this machine. Default: none.
   */
  readonly to?: readonly string[]
  /** The sender, in place of a made-up one at `verify.test`, for clients that accept certain domains only. Default: made up. */
  readonly from?: string
  /** The user that clients log in as; the password is new in each run. Default: the name of the cell, `good.submission`. */
  readonly user?: string
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

/** The options over their defaults; null: all, or none. */
export interface ResolvedVerifyOptions extends Required<
  Pick<
    VerifyOptions,
    | 'login'
    | 'requireTls'
    | 'strictManners'
    | 'transcripts'
    | 'known'
    | 'repeat'
    | 'limitMs'
    | 'parallel'
    | 'signal'
  >
> {
  readonly ports: readonly ProfileName[] | null
  readonly scenarios: readonly string[] | null
  /** null: the name of this machine, or `localhost`. */
  readonly host: string | null
  readonly certs: string | null
  readonly to: readonly string[] | null
  readonly from: string | null
  readonly user: string | null
}

/** What verifying takes that can be typed: how it is read, checked, described and said in `--help`. */
export interface VerifyRow<Value> {
  /** Without the dashes. */
  readonly flag: string
  /** What the flag stands for where that is not what it takes: a switch that turns something off. */
  readonly standsFor?: string
  readonly kind: Kind<Value>
  readonly fallback: Value | null
  /** The default in words, where the value does not say it. */
  readonly defaultText?: string
  /** For `--help`, and after what was wrong; without its full stop. */
  readonly description: string
  /** What may be typed after the flag, shown where something else was. */
  readonly example?: string
}

type Typeable = Exclude<keyof VerifyOptions, 'certs' | 'known' | 'onPage' | 'signal'>

/** Bare, and plain enough for every client. */
const address = text(
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}$/,
  'a bare address, such as ada@example.org',
  { metavar: 'ADDRESS' },
)
const mostParallel = 64
const runsPerProcessor = 4
const names = { metavar: 'NAMES', least: 1, alwaysList: true, expectedText: 'names, separated by commas' }

/** Each once, for `verifyClient` and the command. Typed by both ends: one without a row does not compile. */
export const verifyTable: { readonly [Name in Typeable]: VerifyRow<NonNullable<VerifyOptions[Name]>> } = {
  ports: { flag: 'ports', example: '465,587', kind: list(profile, { ...names, expected: `a list of ${profileNames.join(', ')}, or their numbers` }), fallback: null, defaultText: 'all', description: `Ports, separated by commas: ${profileNames.join(', ')}, or their numbers` },
  scenarios: { flag: 'scenarios', example: "'cert-*,downgrade'", kind: list(text(/./, 'a name'), { ...names, expected: 'a list of names, such as ["cert-*"]' }), fallback: null, defaultText: 'all', description: 'Scenarios or groups, separated by commas; * for any characters, ! to leave one out' },
  login: { flag: 'no-login', standsFor: 'false', kind: boolean, fallback: true, description: 'Give the client neither user nor password, and ask for none' },
  requireTls: { flag: 'require-tls', kind: boolean, standsFor: 'true', fallback: false, description: 'With --no-login too, fail a client that does without TLS: it is set to require it' },
  host: { flag: 'connect', example: 'mail.example.test', kind: ownHost(), fallback: null, defaultText: 'the name of this machine, where it leads only to it', description: 'Name by which the client connects' },
  strictManners: { flag: 'strict-manners', kind: boolean, standsFor: 'true', fallback: false, description: 'Exit 1 also for what standards forbid and most servers accept' },
  transcripts: { flag: 'transcripts', kind: boolean, standsFor: 'true', fallback: false, description: 'In JSON too: what was said in each failed cell, credentials left out' },
  repeat: { flag: 'repeat', example: '5', kind: wholeNumber(1, 100, { metavar: 'NUMBER' }), fallback: 1, description: 'Runs of each cell; one that differs is unsteady, and not passed' },
  to: { flag: 'to', example: 'ada@example.org', kind: list(address, { metavar: 'ADDRESSES', least: 1, alwaysList: true, expected: 'a list of bare addresses, such as ["ada@example.org"]', expectedText: 'bare addresses, separated by commas' }), fallback: null, defaultText: 'made up for each run', description: 'Recipients, up to three, for a client that accepts certain domains only' },
  from: { flag: 'from', example: 'shop@example.org', kind: address, fallback: null, defaultText: 'made up for each run', description: 'Sender, for a client that accepts certain domains only' },
  user: { flag: 'user', example: 'shop@example.org', kind: text(/^[^\p{Cc}]{1,255}$/u, 'a user name without control characters, of 255 at most', { metavar: 'NAME' }), fallback: null, defaultText: 'made up for each run', description: 'User that the client logs in as; the password is always new' },
  // A quarter of an hour for one mail: beyond that somebody has mistaken the unit.
  limitMs: { flag: 'limit', example: '30', kind: duration(100, 900_000, { unit: 's', metavar: 'SECONDS' }), fallback: 20_000, description: 'How long one run may take' },
  parallel: { flag: 'parallel', example: '4', kind: wholeNumber(1, mostParallel, { metavar: 'NUMBER' }), fallback: Math.min(mostParallel, runsPerProcessor * availableParallelism()), defaultText: 'four for each processor', description: 'Runs at once' },
  http: { flag: 'http-port', example: '0', kind: port, fallback: null, defaultText: 'no page', description: 'Show it on a page of this machine while it runs, and then until Ctrl-C; 0: any free port' },
} // prettier-ignore

/** What a call may give: the rows, and what only code can. */
const inCode: Readonly<Record<keyof VerifyOptions, FieldKind>> = {
  ...(Object.fromEntries(
    Object.entries(verifyTable).map(([name, { kind }]) => [name, kind]),
  ) as unknown as Record<Typeable, FieldKind>),
  known: { fits: Array.isArray, expected: 'a list of known failures' },
  certs: { fits: path.fits, expected: 'the path of a folder' },
  onPage: {
    fits: (value) => typeof value === 'function',
    expected: 'a function that is called with an address',
  },
  signal,
}

function ownHost(): Kind<string> {
  return scalar({
    ...host,
    expected: 'a host name or address of this machine',
    fits: (value) => typeof value === 'string' && /^[\w.:-]{1,255}$/.test(value) && host.fits(value),
  })
}

/**
 * Options, checked, over their defaults.
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID, OPTION_CONFLICT
 */
export function readVerifyOptions(owner: string, options: VerifyOptions): ResolvedVerifyOptions {
  checkFields(options, { owner, kinds: inCode, example: 'options such as { ports: ["smtps"] }' })
  if (options.onPage !== undefined && options.http === undefined) {
    throw new FourportError('OPTION_CONFLICT', `${owner} was given onPage without http.`, {
      help: 'Give the port of the page: { http: 0, onPage }.',
    })
  }
  if (options.known !== undefined) checkKnown(options.known)
  const given = Object.entries(options).filter(([name, value]) => value !== undefined && name !== 'onPage')
  const ports = options.ports?.map((one) => byUsualNumber(one))
  const defaults = Object.entries(verifyTable).map(([name, { fallback }]) => [name, fallback])
  const { http: _page, ...resolved } = {
    certs: null,
    known: [],
    signal: new AbortController().signal,
    ...Object.fromEntries(defaults),
    ...Object.fromEntries(given),
    ...(ports !== undefined && { ports }),
  } as unknown as ResolvedVerifyOptions & Pick<VerifyOptions, 'http'>
  return resolved
}
