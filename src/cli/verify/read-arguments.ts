import { FourportError } from '../../base/errors.ts'
import { shown } from '../../base/fields.ts'
import type { Reading } from '../../base/kinds/kind.ts'
import type { ExtraEnvironment } from '../../verify/client/environment.ts'
import { checkPlaceholders } from '../../verify/client/placeholders.ts'
import type { Wanted } from '../../verify/run/plan.ts'
import type { VerifyOptions, VerifyRow } from '../../verify/verify-options.ts'
import { type WantedReports, wantedReports } from '../reports/wanted-reports.ts'
import type { Invocation } from '../verb.ts'
import { verifyRows, type VerifyValues } from './flags.ts'

/** How the client is reached. */
export type Subject =
  | { readonly by: 'command'; readonly command: readonly string[] }
  | { readonly by: 'url'; readonly url: string }
  | { readonly by: 'manual' }

export interface VerifyRequest {
  readonly subject: Subject
  readonly options: VerifyOptions
  readonly environment: ExtraEnvironment
  readonly reports: WantedReports
  /** Whether the terminal has every check, or the causes alone. */
  readonly whole: boolean
  /** Of failures that are known; null: there is none. */
  readonly knownFile: string | null
  /** Of the page that shows the run; null: there is none. */
  readonly httpPort: number | null
  /** What the report is held against; null: nothing. */
  readonly expect: { readonly file: string; readonly update: boolean } | null
}

/** @throws FourportError OPTION_INVALID, OPTION_CONFLICT */
export function readArguments({ own, command }: Pick<Invocation, 'own' | 'command'>): VerifyRequest {
  const { env = [], presets = [], caEnv = false, reports = [], http = null, ...given } = readFlags(own)
  const { knownFile = null, ...others } = given
  const { expect, update = false, all = false, url, manual = false, list: _list, ...rest } = others
  const options = withoutMatrix(rest)
  for (const [name, value] of env) checkPlaceholders(value, `--env ${name}`)
  return {
    subject: readSubject({ url, manual }, command),
    options,
    environment: { env: Object.fromEntries(env), presets, caEnv },
    httpPort: http,
    reports: wantedReports(reports),
    whole: all,
    knownFile,
    expect: readExpectation(expect, update),
  }
}

/**
 * What `--list` is asked for; null: it was not given. A command after `--` is not run then, so that it can stay.
 * @throws FourportError OPTION_INVALID
 */
export function readList({ own }: Pick<Invocation, 'own'>): Wanted | null {
  const { list = false, ports = null, scenarios = null } = readFlags(own)
  return list ? { ports, scenarios } : null
}

/** Those of `--matrix` have a meaning there alone. @throws FourportError OPTION_CONFLICT */
function withoutMatrix({
  matrix: _matrix,
  only,
  jobs,
  site,
  ...options
}: Partial<VerifyValues>): VerifyOptions {
  const stray = Object.entries({ only, jobs, site }).find(([, value]) => value !== undefined)
  if (stray === undefined) return options as VerifyOptions
  throw new FourportError('OPTION_CONFLICT', `--${stray[0]} is given without --matrix.`, {
    help: 'It is for the clients of a file: --matrix FILE.',
  })
}

/** The flags that were given, each read by the kind in its row. */
export function readFlags(own: Invocation['own']): VerifyValues {
  const values = Object.entries(verifyRows).flatMap(([name, row]: [string, VerifyRow<unknown>]) => {
    const texts = own.get(row.flag)
    if (texts === undefined) return []
    const reading = row.kind.read(row.standsFor ?? (row.kind.many === true ? texts : texts[0]))
    return [[name, reading.ok ? reading.value : unfit(row, reading)] as const]
  })
  return Object.fromEntries(values) as VerifyValues
}

function unfit(
  { flag, description, example }: VerifyRow<unknown>,
  { expected, got }: Extract<Reading<unknown>, { ok: false }>,
): never {
  // A flag that may be repeated comes as a list, which nobody typed.
  const typed = Array.isArray(got) ? got.join(',') : got
  throw new FourportError('OPTION_INVALID', `--${flag}: expected ${expected}, got ${shown(typed)}.`, {
    help: `${description}.${example === undefined ? '' : ` Write, for example: --${flag} ${example}`}`,
  })
}

function readSubject(
  { url, manual }: { readonly url: string | undefined; readonly manual: boolean },
  command: readonly string[] | null,
): Subject {
  const wanted = [command !== null && 'a command', url !== undefined && '--url', manual && '--manual']
  const named = wanted.filter((one) => one !== false)
  if (named.length > 1) {
    throw new FourportError('OPTION_CONFLICT', `verify was given ${named.join(' and ')}.`, {
      help: 'Give only one: it is what sends the mail.',
    })
  }
  if (url !== undefined) return { by: 'url', url }
  if (manual) return { by: 'manual' }
  if (command !== null && command.length > 0 && command[0] !== '') return { by: 'command', command }
  throw new FourportError('OPTION_INVALID', 'verify needs a command that sends one mail.', {
    help: 'Write it after two dashes: `fourport verify -- node send.mjs`. See `fourport help verify`.',
  })
}

function readExpectation(file: string | undefined, update: boolean): VerifyRequest['expect'] {
  if (file !== undefined) return { file, update }
  if (!update) return null
  throw new FourportError('OPTION_CONFLICT', '--update is given without --expect.', {
    help: 'Name the file for the results: --expect FILE --update.',
  })
}
