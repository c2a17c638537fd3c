import { FourportError } from '../base/errors.ts'
import { isPlainObject, shown } from '../base/fields.ts'
import { didYouMean, nearest } from '../base/suggest.ts'
import { patternOf } from '../faults/pattern.ts'
import { byUsualNumber, type ProfileName, profileNames } from '../model/port-profile.ts'
import {
  type KnownFailure,
  type VerifyCell,
  type VerifyFaultCode,
  verifyFaultCodes,
  type VerifyKnown,
  type VerifyReport,
} from '../model/verify.ts'
import { scenarioNames } from '../scenarios/scenarios.ts'

const version = 1
const example = '{ "scenario": "cert-sha1", "port": 587, "reason": "the old gateway", "until": "2027-03-31" }'
/** More of them are no list that anybody looks through. */
const most = 1000

/** How the sentence begins that says what is wrong, and as what kind of error. */
interface Reader {
  readonly where: string
  readonly code: 'KNOWN_UNREADABLE' | 'MATRIX_UNREADABLE' | 'OPTION_INVALID'
}

/**
 * Reads a file for `--known`: `{ "version": 1, "known": [ … ] }`.
 * @throws FourportError KNOWN_UNREADABLE, which quotes what does not fit
 */
export function readKnownFile(text: string, file: string): readonly KnownFailure[] {
  const reader: Reader = { where: `The known failures "${file}"`, code: 'KNOWN_UNREADABLE' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw wrong(reader, `is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!isPlainObject(value)) throw wrong(reader, `is ${shown(value)}, and no object`)
  if (value['version'] !== version)
    throw wrong(reader, `has version ${shown(value['version'])}; expected ${version}`)
  return checkKnown(value['known'], reader)
}

/**
 * Checks known failures as they are given to `verifyClient`.
 * @throws FourportError OPTION_INVALID, which quotes what does not fit
 */
export function checkKnown(
  value: unknown,
  reader: Reader = { where: 'verifyClient: known', code: 'OPTION_INVALID' },
): readonly KnownFailure[] {
  if (!Array.isArray(value)) throw wrong(reader, `has ${shown(value)} in place of a list of known failures`)
  if (value.length > most) throw wrong(reader, `has ${value.length} entries; expected ${most} at most`)
  return value.map((entry: unknown, index) => checked(entry, reader, index))
}

const fields: Readonly<Record<string, (value: unknown) => string | null>> = {
  scenario(value) {
    if (typeof value !== 'string') return 'the name of a scenario'
    if (scenarioNames.some(patternOf(value))) return null
    return `the name of a scenario, * for any characters.${didYouMean(value, scenarioNames)}`
  },
  port: (value) =>
    value === undefined || profileNames.includes(byUsualNumber(value) as ProfileName)
      ? null
      : `one of ${profileNames.join(', ')}, or their numbers`,
  faults: (value) =>
    value === undefined || (Array.isArray(value) && value.length > 0 && value.every(isCode))
      ? null
      : `a list of codes of docs/verify.md, such as ["false-alarm"]${nearCode(value)}`,
  reason: (value) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= 500
      ? null
      : 'why it fails, in 500 characters at most',
  until: (value) => (isDay(value) ? null : 'a day such as "2027-03-31"'),
}

function checked(entry: unknown, reader: Reader, index: number): KnownFailure {
  if (!isPlainObject(entry)) throw wrong(reader, `has ${shown(entry)} as entry ${index + 1}`)
  for (const name of Object.keys(entry)) {
    if (Object.hasOwn(fields, name)) continue
    const near = nearest(name, Object.keys(fields))
    const hint = near === undefined ? '' : ` Did you mean ${near}?`
    throw wrong(
      reader,
      `has the field ${shown(name)} in entry ${index + 1}; it takes ${Object.keys(fields).join(', ')}.${hint}`,
    )
  }
  for (const [name, expected] of Object.entries(fields)) {
    const problem = expected(entry[name])
    if (problem === null) continue
    throw wrong(reader, `has ${shown(entry[name])} as "${name}" in entry ${index + 1}; expected ${problem}`)
  }
  return entry as unknown as KnownFailure
}

function isCode(value: unknown): value is VerifyFaultCode {
  return verifyFaultCodes.includes(value as VerifyFaultCode)
}

function nearCode(value: unknown): string {
  const other = Array.isArray(value)
    ? value.find((one) => typeof one === 'string' && !isCode(one))
    : undefined
  return other === undefined ? '' : `.${didYouMean(other as string, verifyFaultCodes)}`
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  // 2027-02-30 would be the 2nd of March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

function wrong({ where, code }: Reader, what: string): FourportError {
  return new FourportError(code, `${where} ${what}${/[.?]$/.test(what) ? '' : '.'}`, {
    help: `An entry is, for example: ${example}`,
  })
}

/** A cell that failed by what is known, marked so; another as it is. @param day - Today, `2027-03-31` */
export function markKnown(cell: VerifyCell, known: readonly KnownFailure[], day: string): VerifyCell {
  if (cell.faults.length === 0) return cell
  const valid = known.filter((one) => one.until >= day && isOf(one, cell))
  const covered = cell.faults.every(({ code }) => valid.some(({ faults }) => faults?.includes(code) ?? true))
  const [first] = valid
  if (!covered || first === undefined) return cell
  return { ...cell, known: { reason: first.reason, until: first.until } }
}

/** What came of each known failure. */
export function usesOf(
  known: readonly KnownFailure[],
  { cells }: Pick<VerifyReport, 'cells'>,
  day: string,
): readonly VerifyKnown[] {
  return known.map(({ port, ...one }) => {
    const profile = port === undefined ? undefined : (byUsualNumber(port) as ProfileName)
    const own = cells.filter(
      (cell) => cell.rule !== null && isOf({ ...one, ...(port !== undefined && { port }) }, cell),
    )
    const seen = own.some((cell) => cell.faults.some(({ code }) => one.faults?.includes(code) ?? true))
    const state = one.until < day ? 'expired' : own.length === 0 ? 'not-run' : seen ? 'failed' : 'unused'
    return { ...one, ...(profile !== undefined && { port: profile }), state }
  })
}

function isOf({ scenario, port }: Pick<KnownFailure, 'scenario' | 'port'>, cell: VerifyCell): boolean {
  return patternOf(scenario)(cell.scenario) && (port === undefined || byUsualNumber(port) === cell.profile)
}
