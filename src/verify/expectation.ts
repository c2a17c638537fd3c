import { FourportError, messageOf } from '../base/errors.ts'
import { type ProfileName, profiles } from '../model/port-profile.ts'
import type { VerifyCell, VerifyReport } from '../model/verify.ts'
import { inOneLine } from './reports/printable.ts'

const version = 1

/** What a client is expected to do: by scenario, then by profile, what a cell says. */
export type Expectation = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A report as later ones are held against it: verdict, words and faults, without times, ids and durations. */
export function expectationOf(report: VerifyReport): Expectation {
  const rows = report.scenarios.map(({ name }) => [
    name,
    Object.fromEntries(
      report.cells
        .filter(({ scenario, verdict }) => scenario === name && verdict !== 'skipped')
        .map((cell) => [cell.profile, inWords(cell)]),
    ),
  ])
  return Object.fromEntries(
    rows.filter(([, cells]) => Object.keys(cells as object).length > 0),
  ) as Expectation
}

/** As a file: a cell a line, so that a review shows what changed. */
export function expectationText(report: VerifyReport): string {
  return `${JSON.stringify({ version, cells: expectationOf(report) }, null, 2)}\n`
}

/**
 * Reads what `expectationText` wrote.
 * @throws FourportError EXPECTATION_UNREADABLE
 */
export function readExpectation(text: string, file: string): Expectation {
  const value = parsed(text, file) as { readonly version?: unknown; readonly cells?: unknown } | null
  if (!isRecord(value)) throw unreadable(file, 'is not an object')
  if (value.version !== version)
    throw unreadable(file, `has version ${JSON.stringify(value.version) ?? 'none'}, not ${version}`)
  if (!isRecord(value.cells)) throw unreadable(file, 'has no "cells"')
  for (const [scenario, cells] of Object.entries(value.cells)) {
    if (!isRecord(cells) || !Object.values(cells).every((words) => typeof words === 'string'))
      throw unreadable(
        file,
        `has at ${JSON.stringify(scenario)} a value that is not an object of texts by profile`,
      )
  }
  return value.cells as Expectation
}

/** What is not as it was, a line each: `cert-expired on 587: was reported; now accepted`. Empty: all is. */
export function changesSince(expected: Expectation, report: VerifyReport): readonly string[] {
  const now = expectationOf(report)
  const scenarios = [...new Set([...report.scenarios.map(({ name }) => name), ...Object.keys(expected)])]
  return scenarios.flatMap((scenario) => {
    const before = own(expected, scenario) ?? {}
    const after = own(now, scenario) ?? {}
    const names = Object.keys(profiles)
    const known = [...new Set([...Object.keys(after), ...Object.keys(before)])]
    return known
      .toSorted((a, b) => names.indexOf(a) - names.indexOf(b))
      .flatMap((profile) =>
        change(own(before, profile), own(after, profile), `${inOneLine(scenario)} on ${numberOf(profile)}`),
      )
  })
}

function change(before: string | undefined, after: string | undefined, where: string): readonly string[] {
  if (before === after) return []
  if (before === undefined) return [`${where}: was not run; now ${shortOf(after!)}`]
  if (after === undefined) return [`${where}: was ${shortOf(before)}; now not run`]
  const [was, is] = [shortOf(before), shortOf(after)]
  return [
    was === is
      ? `${where}: was ${inOneLine(before)}; now ${inOneLine(after)}`
      : `${where}: was ${was}; now ${is}`,
  ]
}

/** `failed: accepted (password-to-unproven-server)` */
function inWords({ verdict, words, faults }: VerifyCell): string {
  const codes = [...new Set(faults.map(({ code }) => code))].toSorted()
  return `${verdict}: ${inOneLine(words)}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`
}

/** The words alone. */
function shortOf(cell: string): string {
  return inOneLine(cell.replace(/^[a-z]+: /, '').replace(/ \([a-z, -]+\)$/, '')) || inOneLine(cell)
}

function numberOf(profile: string): string {
  return Object.hasOwn(profiles, profile)
    ? String(profiles[profile as ProfileName].defaultPort)
    : inOneLine(profile)
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unreadable(file, `is not JSON: ${messageOf(error)}`)
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** No name that every object has is taken for one that was written. */
function own<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

function unreadable(file: string, what: string): FourportError {
  return new FourportError('EXPECTATION_UNREADABLE', `The expectation "${file}" ${what}.`)
}
