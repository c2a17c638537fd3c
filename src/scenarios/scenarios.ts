import type { Scenario } from '../model/scenario.ts'
import { control } from './control.ts'
import { downgrade } from './downgrade.ts'
import { identity } from './identity.ts'
import { network } from './network.ts'
import { server } from './server.ts'
import { versions } from './versions.ts'

/** Every scenario, the controls first. */
export const scenarios: readonly Scenario[] = Object.freeze([
  ...control,
  ...identity,
  ...downgrade,
  ...versions,
  ...server,
  ...network,
])

export const scenarioNames: readonly string[] = Object.freeze(scenarios.map(({ name }) => name))
