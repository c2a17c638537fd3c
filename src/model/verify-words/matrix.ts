import { scenarioGroups, type ScenarioGroup } from '../scenario-group.ts'
import type { VerifyCell, VerifyPort, VerifyReport, VerifyScenario, VerifyVerdict } from '../verify.ts'

/** A scenario with a cell for each port, in their order; null: it has not been run yet. */
export interface MatrixRow {
  readonly scenario: VerifyScenario
  readonly cells: readonly (VerifyCell | null)[]
}

export interface MatrixGroup {
  readonly group: ScenarioGroup
  readonly title: string
  readonly rows: readonly MatrixRow[]
}

/** What is read of a verdict where there is no colour. */
export const marks: Readonly<Record<VerifyVerdict, string>> = Object.freeze({
  passed: '✓',
  failed: '✗',
  observed: 'i',
  hung: '!',
  skipped: '–',
  unproven: '?',
})

/** What the marks stand for. */
export const markMeanings: Readonly<Record<VerifyVerdict, string>> = Object.freeze({
  passed: 'passed',
  failed: 'failed',
  observed: 'left open',
  hung: 'hung',
  skipped: 'not run',
  unproven: 'proves nothing',
})

/** What the scenarios of a group are about. */
export const groupTitles: Readonly<Record<ScenarioGroup, string>> = Object.freeze({
  control: 'Controls: a healthy server',
  identity: 'Identity: certificates that prove nothing',
  downgrade: 'Downgrade: TLS kept away from the client',
  versions: 'TLS versions',
  server: 'Servers that refuse or are slow',
  network: 'A network that breaks',
})

/** Whether a cell is not run for what is the case here, and not for what its port is: somebody may want to fix that. */
export function isNotHere({ verdict, words }: VerifyCell): boolean {
  return verdict === 'skipped' && words !== 'skipped'
}

/** The table: scenarios down, by group. A scenario that makes sense on none of its ports is left out. */
export function matrixOf(report: VerifyReport): readonly MatrixGroup[] {
  const cells = new Map(report.cells.map((cell) => [keyOf(cell.scenario, cell.profile), cell]))
  const rows = report.scenarios
    .map((scenario) => ({
      scenario,
      cells: report.ports.map(({ profile }) => cells.get(keyOf(scenario.name, profile)) ?? null),
    }))
    .filter((row) => row.cells.some((cell) => cell === null || cell.verdict !== 'skipped' || isNotHere(cell)))
  return scenarioGroups
    .map((group) => ({
      group,
      title: groupTitles[group],
      rows: rows.filter((row) => row.scenario.group === group),
    }))
    .filter((group) => group.rows.length > 0)
}

/** Ports in words: `465, 587 and 2525`. */
export function portWords(ports: readonly VerifyPort[]): string {
  return listed(ports.map(({ number }) => String(number)))
}

/** `a, b and c` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function keyOf(scenario: string, profile: string): string {
  return `${profile} ${scenario}`
}
