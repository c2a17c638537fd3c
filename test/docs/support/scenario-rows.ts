import type { Demand, Scenario } from '../../../src/model/scenario.ts'
import { scenarioGroups, type ScenarioGroup } from '../../../src/model/scenario-group.ts'
import { tlsModes, type TlsMode } from '../../../src/model/port-profile.ts'
import { scenarios } from '../../../src/scenarios/scenarios.ts'

const ways: Readonly<Record<TlsMode, string>> = {
  none: 'plaintext',
  implicit: 'implicit TLS',
  starttls: 'STARTTLS',
}

const demands: Readonly<Record<Demand['what'], string>> = {
  deliver: 'deliver, once',
  refuse: 'leave before AUTH and MAIL, and report it',
  'no-plaintext': 'send neither password nor mail unencrypted, and report it',
  report: 'report it',
  'report-once': 'report it, and not try again',
  'report-or-retry': 'report it, or try again and deliver',
  'not-used': 'discard them when TLS begins',
  'break-off': 'break off the login, and report it',
  'quit-quiet': 'deliver, once, without an error',
  observe: '',
}

function demandOf({ rule, what, needs }: Demand): string {
  if (what === 'observe') return 'nothing; the result is only reported'
  const kind = rule === 'must' ? 'must' : 'reported only:'
  const where = needs === 'password' ? ', with a login' : ''
  return `${kind} ${demands[what]}${where}`
}

function rowOf({ name, title, source, on, demand }: Scenario): string {
  const where = on.length === tlsModes.length ? 'everywhere' : on.map((mode) => ways[mode]).join(', ')
  return `| ${[`\`${name}\``, title, where, demandOf(demand), source].join(' | ')} |`
}

/** The rows of the tables in docs/scenarios.md, by group. */
export const scenarioRows: ReadonlyMap<ScenarioGroup, readonly string[]> = new Map(
  scenarioGroups.map((group) => [group, scenarios.filter((one) => one.group === group).map(rowOf)]),
)
