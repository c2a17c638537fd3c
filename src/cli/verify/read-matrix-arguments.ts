import { FourportError } from '../../base/errors.ts'
import { matrixFormats } from '../../verify/matrix/matrix-formats.ts'
import type { VerifyOptions } from '../../verify/verify-options.ts'
import { type WantedReports, wantedReports } from '../reports/wanted-reports.ts'
import type { Invocation } from '../verb.ts'
import { verifyRows, type VerifyValues } from './flags.ts'
import { readFlags } from './read-arguments.ts'

/** What `--matrix` is asked for. */
export interface MatrixRequest {
  readonly file: string
  readonly only: readonly string[]
  readonly jobs: number
  /** The folder of a static site; null: there is none. */
  readonly site: string | null
  /** What holds for every client, whatever the file says. */
  readonly overrides: VerifyOptions
  readonly reports: WantedReports
  /** Whether the terminal has the causes of each client with their fixes, or their titles alone. */
  readonly whole: boolean
}

/** Each client of the file has its own. */
const inTheFile = ['env', 'presets', 'caEnv', 'knownFile'] as const
const ofOneClient = ['url', 'manual', 'expect', 'update', 'http'] as const

/**
 * What `--matrix` is asked for; null: it was not given.
 * @throws FourportError OPTION_INVALID, OPTION_CONFLICT
 */
export function readMatrixArguments({
  own,
  command,
}: Pick<Invocation, 'own' | 'command'>): MatrixRequest | null {
  const {
    matrix: file,
    only = [],
    jobs = 1,
    site = null,
    reports = [],
    all = false,
    list: _list,
    ...given
  } = readFlags(own)
  if (file === undefined) return null
  refuseOthers(given, command)
  return {
    file,
    only,
    jobs,
    site,
    overrides: given as VerifyOptions,
    reports: wantedMatrixReports(reports),
    whole: all,
  }
}

function refuseOthers(given: Partial<VerifyValues>, command: Invocation['command']): void {
  if (command !== null)
    throw conflict('a command', 'Leave one of them out: the clients of the file have commands of their own.')
  for (const name of inTheFile) {
    if (given[name] === undefined) continue
    throw conflict(
      `--${verifyRows[name].flag}`,
      'Write it into the file: each client has its own, and `defaults` holds for all.',
    )
  }
  for (const name of ofOneClient) {
    if (given[name] === undefined) continue
    throw conflict(`--${verifyRows[name].flag}`, 'Leave it out: it is for one client.')
  }
}

function conflict(other: string, help: string): FourportError {
  return new FourportError('OPTION_CONFLICT', `verify was given --matrix and ${other}.`, { help })
}

function wantedMatrixReports(given: readonly string[]): WantedReports {
  const wanted = wantedReports(given)
  const names = matrixFormats.map(({ name }) => name)
  const taken = ['terminal', ...names]
  const other = [wanted.stdout, ...wanted.files.map(({ format }) => format)].find(
    (format) => format !== null && !taken.includes(format),
  )
  if (other === undefined) return wanted
  throw new FourportError('OPTION_INVALID', `--report ${String(other)} is for one client.`, {
    help: `With --matrix there are ${taken.join(', ')}.`,
  })
}
