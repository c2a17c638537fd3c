import type { Scenario } from '../../src/model/scenario.ts'
import type { ScenarioGroup } from '../../src/model/scenario-group.ts'
import { scenarios } from '../../src/scenarios/scenarios.ts'

/** A file of tests that looks at scenarios from outside: by OpenSSL, tshark or GNU SASL, or by a socket that knows nothing of them. */
export type EyeFile = 'identity' | 'tls' | 'versions' | 'downgrade' | 'server' | 'listener'

const byGroup: Readonly<Record<ScenarioGroup, EyeFile>> = {
  control: 'server',
  identity: 'identity',
  downgrade: 'downgrade',
  versions: 'versions',
  server: 'server',
  network: 'server',
}

/** Those that are looked at elsewhere than the others of their group. */
const byName: Readonly<Record<string, EyeFile>> = {
  good: 'identity',
  'good-ip': 'identity',
  'good-chain': 'identity',
  'good-wildcard': 'identity',
  'good-long-chain': 'tls',
  'client-cert-asked': 'tls',
  'hello-retry': 'tls',
  'port-refused': 'listener',
}

const fileOf = ({ name, group }: Scenario): EyeFile => byName[name] ?? byGroup[group]

/** Every scenario that this file has to look at: a new one is in the file of its group until it is written down otherwise. */
export function lookedAtIn(file: EyeFile): readonly string[] {
  return scenarios.filter((scenario) => fileOf(scenario) === file).map(({ name }) => name)
}
