import { groupTitles, listed } from '../../model/verify-words/matrix.ts'
import { scenarioGroups } from '../../model/scenario-group.ts'
import { isLeftOpen } from '../../model/verify-words/demanded.ts'
import type { ListedScenario } from '../../verify/list-scenarios.ts'
import { shortest } from '../print/shortest.ts'
import type { Style } from '../print/style.ts'
import { indented } from '../print/verify/indented.ts'

/** Of the longest name, `starttls-absent-no-auth`, and of all four ports. */
const nameWidth = 26
const portsWidth = 17
const demandWidth = 17

/** Every scenario that would be run, its ports and what is required; then the requirements in full, and how many runs that is. */
export function scenarioLines(scenarios: readonly ListedScenario[], style: Style): string[] {
  const groups = scenarioGroups
    .map((group) => ({ title: groupTitles[group], own: scenarios.filter((one) => one.group === group) }))
    .filter(({ own }) => own.length > 0)
  return [
    ...groups.flatMap(({ title, own }) => [
      style.bold(title),
      ...own.flatMap((scenario) => oneScenario(scenario, style)),
      '',
    ]),
    style.bold('What is required'),
    ...demandLines(scenarios, style),
    '',
    ...indented(countWords(scenarios), 0),
  ]
}

function oneScenario(scenario: ListedScenario, style: Style): string[] {
  const { name, title, source, ports, docs } = scenario
  const numbers = ports.map(({ number }) => number).join(' ')
  const columns = [numbers.padEnd(portsWidth), demandName(scenario).padEnd(demandWidth), source]
  return [
    ` ${style.cyan(name)}${' '.repeat(Math.max(1, nameWidth - name.length - 1))}${columns.join('')}`,
    ...indented(title, 3, '', style.dim),
    // A path is for copying: it is not broken.
    `   ${style.dim(shortest(docs))}`,
  ]
}

/** What standards leave open is one demand, whatever the scenario would ask. */
function demandName({ requirement }: ListedScenario): string {
  return isLeftOpen(requirement) ? 'observe' : requirement.what
}

function demandLines(scenarios: readonly ListedScenario[], style: Style): string[] {
  const sentences = new Map<string, Set<string>>()
  for (const scenario of scenarios) {
    const known = sentences.get(demandName(scenario)) ?? new Set()
    sentences.set(demandName(scenario), known.add(scenario.required))
  }
  return [...sentences].flatMap(([name, said]) => [
    ` ${style.cyan(name)}`,
    ...[...said].flatMap((sentence) => indented(sentence, 3)),
  ])
}

function countWords(scenarios: readonly ListedScenario[]): string {
  const runs = scenarios.reduce((sum, { ports }) => sum + ports.length, 0)
  const numbers = [...new Set(scenarios.flatMap(({ ports }) => ports.map(({ number }) => number)))]
  const count = scenarios.length === 1 ? 'One scenario' : `${scenarios.length} scenarios`
  return `${count}, ${runs === 1 ? 'one run' : `${runs} runs`} on ${listed(numbers.map(String))}. docs/scenarios.md describes each.`
}
