import { type ProfileName, profiles } from '../model/port-profile.ts'
import type { Demand } from '../model/scenario.ts'
import type { VerifyScenario } from '../model/verify.ts'
import { demanded, isLeftOpen, leftOpen } from '../model/verify-words/demanded.ts'
import { scenarios as every } from '../scenarios/scenarios.ts'
import { plan, type Wanted } from './run/plan.ts'
import { scenarioDocs } from './scenario-docs.ts'

/** A scenario as it would be run. */
export interface ListedScenario extends VerifyScenario {
  /** Path of its page in the installed package. */
  readonly docs: string
  /** Where it makes sense, of the ports that were asked for. */
  readonly ports: readonly { readonly profile: ProfileName; readonly number: number }[]
  readonly requirement: Demand
  /** The same in a sentence. */
  readonly required: string
}

/**
 * The scenarios that a run would meet, the controls among them, in the order of the report.
 * @throws FourportError OPTION_INVALID as a run does
 */
export function listScenarios(wanted: Wanted): readonly ListedScenario[] {
  const { scenarios, cells } = plan(every, wanted)
  const listed = scenarios.map(({ name, group, title, source, demand }) => ({
    name,
    group,
    title,
    source,
    docs: scenarioDocs(name),
    ports: cells
      .filter(({ scenario, skipped }) => scenario.name === name && skipped === null)
      .map(({ profile }) => ({ profile, number: profiles[profile].defaultPort })),
    requirement: demand,
    required: isLeftOpen(demand) ? leftOpen(group) : demanded[demand.what],
  }))
  return listed.filter(({ ports }) => ports.length > 0)
}
