import { inGeneral } from '../../../scripts/verify-clients/measured.ts'
import { patternOf } from '../../../src/faults/pattern.ts'
import { type ProfileName, profiles } from '../../../src/model/port-profile.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import { scenarios } from '../../../src/scenarios/scenarios.ts'
import type { Expectation } from '../../../src/verify/expectation.ts'
import { type Behaviour, verdictOn } from './behaviours.ts'

/**
 * `where`: names of scenarios or of groups, with `*` for any characters, and after ` on ` numbers of ports, else all:
 * `starttls-* ehlo-refused on 587`. `because`: where its documentation or source says so.
 */
export type ExpectedRow = readonly [where: string, does: Behaviour, because: string]

/**
 * What is expected of a client of docs/clients.md, from its documentation and its source, before it was measured. Of rows
 * that speak of the same cell the last holds. Where a measurement taught better, `because` begins with what was expected.
 */
export interface ExpectedClient {
  /** Of scripts/verify-clients. */
  readonly name: string
  readonly both: readonly ExpectedRow[]
  readonly defaults?: readonly ExpectedRow[]
  readonly recommended?: readonly ExpectedRow[]
}

export interface ExpectedCells {
  readonly cells: Expectation
  /** Rows that some cell is decided by. */
  readonly deciding: ReadonlySet<ExpectedRow>
}

export function expectedCells(rows: readonly ExpectedRow[], ports: readonly ProfileName[]): ExpectedCells {
  const read = rows.map((row) => ({ row, holds: placesOf(row) }))
  const deciding = new Set<ExpectedRow>()
  const cellOf = (scenario: Scenario, port: ProfileName): string => {
    const last = read.findLast(({ holds }) => holds(scenario, port))
    if (last === undefined) throw new Error(`Nothing is expected of ${scenario.name} on ${numberOf(port)}.`)
    deciding.add(last.row)
    return verdictOn(scenario, last.row[1])
  }
  // By one label, the name of their machine, clients cannot meet what needs more.
  const met = scenarios.filter(({ labels = 1 }) => labels === 1)
  const cells = met.map((scenario) => {
    const asked = ports.filter((port) => scenario.on.includes(profiles[port].tls))
    return [scenario.name, Object.fromEntries(asked.map((port) => [port, cellOf(scenario, port)]))] as const
  })
  const filled = cells.filter(([, row]) => Object.keys(row).length > 0)
  return { cells: inGeneral(Object.fromEntries(filled)), deciding }
}

function placesOf([where]: ExpectedRow): (scenario: Scenario, port: ProfileName) => boolean {
  const [names = '', numbers = ''] = where.split(' on ')
  const fits = names.split(' ').map((name) => patternOf(name))
  for (const [index, fit] of fits.entries()) {
    if (scenarios.some((scenario) => fit(scenario.name) || fit(scenario.group))) continue
    throw new Error(`"${where}": no scenario and no group is called ${names.split(' ')[index]}.`)
  }
  const only = numbers.split(' ').filter((number) => number !== '')
  for (const number of only) {
    if (!Object.values(profiles).some(({ defaultPort }) => String(defaultPort) === number))
      throw new Error(`"${where}": there is no port ${number}.`)
  }
  return (scenario, port) =>
    fits.some((fit) => fit(scenario.name) || fit(scenario.group)) &&
    (only.length === 0 || only.includes(numberOf(port)))
}

const numberOf = (port: ProfileName): string => String(profiles[port].defaultPort)
