import { list } from '../../base/kinds/compounds.ts'
import { accepted, type Kind, kindOf, refused } from '../../base/kinds/kind.ts'
import { choice, flag, text, wholeNumber } from '../../base/kinds/scalars.ts'
import { placeholderNames } from '../../verify/client/placeholders.ts'
import { type PresetName, presetNames } from '../../verify/client/presets.ts'
import type { ProfileName } from '../../model/port-profile.ts'
import { type VerifyOptions, type VerifyRow, verifyTable } from '../../verify/verify-options.ts'
import { formatNames } from '../reports/wanted-reports.ts'
import type { OwnFlag, OwnFlags } from '../verb.ts'

type Variable = readonly [name: string, value: string]

/** What the command alone takes. */
interface CommandAlone {
  readonly env: readonly Variable[]
  readonly presets: readonly PresetName[]
  readonly caEnv: true
  readonly reports: readonly string[]
  readonly all: true
  readonly expect: string
  readonly knownFile: string
  readonly update: true
  readonly url: string
  readonly manual: true
  readonly list: true
  readonly matrix: string
  readonly only: readonly string[]
  readonly jobs: number
  readonly site: string
}

/** What was given, by the names of the rows, and read: a number of a port is its profile. */
export type VerifyValues = Omit<Pick<VerifyOptions, keyof typeof verifyTable>, 'ports'> & {
  readonly ports?: readonly ProfileName[]
} & Partial<CommandAlone>

const variable: Kind<Variable> = kindOf({
  metavar: 'NAME=TEXT',
  expected: 'NAME=TEXT, such as MAIL_PORT={port}',
  schema: { type: 'string', pattern: '^[A-Za-z_]\\w*=' },
  read(given) {
    const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(String(given)) ?? []
    const isWhole = name !== undefined && value !== undefined
    return isWhole ? accepted([name, value] as const) : refused(variable.expected, given)
  },
})
const asTyped = (metavar: string): Kind<string> => text(/^[^]*$/, 'a text', { metavar })
const names = { metavar: 'NAME', least: 1, expectedText: 'names, separated by commas' }

const commandRows: { readonly [Name in keyof CommandAlone]: VerifyRow<CommandAlone[Name]> } = {
  env: { flag: 'env', example: 'MAIL_PORT={port}', kind: list(variable, { commas: 'nowhere' }), fallback: [], description: `A variable for the command. In braces: ${placeholderNames.join(', ')}` },
  presets: { flag: 'preset', example: 'laravel', kind: list(choice(presetNames), names), fallback: [], description: `The variables of a framework: ${presetNames.join(', ')}` },
  caEnv: { flag: 'ca-env', kind: flag, fallback: null, description: 'Make the command trust the CA, by SSL_CERT_FILE and NODE_EXTRA_CA_CERTS' },
  reports: { flag: 'report', kind: list(asTyped('FORM[=FILE]'), { commas: 'nowhere' }), fallback: [], description: `Write the report to a file, or to standard output: ${formatNames.join(', ')}` },
  all: { flag: 'all', kind: flag, fallback: null, description: 'Print every check and rule, not only the causes' },
  expect: { flag: 'expect', kind: asTyped('FILE'), fallback: null, description: 'Exit with 1 if a result differs from this file; outside of CI, write it if it is missing' },
  knownFile: { flag: 'known', kind: asTyped('FILE'), fallback: null, description: 'File of known failures, with reason and end date: they do not fail a run' },
  update: { flag: 'update', kind: flag, fallback: null, description: 'With --expect: replace the file by the results of this run' },
  url: { flag: 'url', kind: asTyped('URL'), fallback: null, description: 'Instead of a command: a request that makes the app send; "POST URL" posts' },
  manual: { flag: 'manual', kind: flag, fallback: null, description: 'Instead of a command: print the settings, and wait for the mail' },
  matrix: { flag: 'matrix', kind: asTyped('FILE'), fallback: null, description: 'Instead of a command: verify the clients of this file' },
  only: { flag: 'only', example: "'nodemailer*'", kind: list(text(/./, 'a name', { metavar: 'NAME' }), { commas: 'nowhere' }), fallback: [], description: 'With --matrix: only the client of this name, * for any characters' },
  jobs: { flag: 'jobs', example: '2', kind: wholeNumber(1, 64, { metavar: 'NUMBER' }), fallback: null, defaultText: '1', description: 'With --matrix: clients at once; they share the runs of --parallel' },
  site: { flag: 'site', kind: asTyped('FOLDER'), fallback: null, description: 'With --matrix: write a static site, with a page and a badge for each client' },
  list: { flag: 'list', kind: flag, fallback: null, description: 'Print the scenarios that would run, and what each requires; run nothing' },
} // prettier-ignore

/** Every option of `fourport verify` that it does not share with the server: those of `verifyClient`, and its own. */
export const verifyRows: Readonly<Record<keyof VerifyValues, VerifyRow<unknown>>> = {
  ...verifyTable,
  ...commandRows,
}

/** The same as the command line and the help of the verb know it. */
export const verifyFlags: OwnFlags = Object.fromEntries(
  Object.values(verifyRows).map((row) => [row.flag, ownFlag(row)]),
)

function ownFlag({ kind, fallback, defaultText, description }: VerifyRow<unknown>): OwnFlag {
  const isSwitch = kind.metavar === ''
  const shown = defaultText ?? (fallback === null || isSwitch ? undefined : (kind.print?.(fallback) ?? String(fallback)))
  return {
    metavar: kind.metavar,
    description,
    ...(kind.many === true && { many: true }),
    ...(shown !== undefined && shown !== 'none' && { defaultText: shown }),
  }
} // prettier-ignore
