import type { PortProfile } from '../model/port-profile.ts'
import type { Scenario } from '../model/scenario.ts'

/** What a listener of this profile is under a scenario. One without AUTH gets none: what no client is told of, none can misuse. */
export function profileOf(
  { profile: changes = {} }: Pick<Scenario, 'profile'>,
  made: PortProfile,
): PortProfile {
  const profile = { ...made, ...changes }
  return Object.freeze(
    made.auth === 'off' ? { ...profile, auth: made.auth, mechanisms: made.mechanisms } : profile,
  )
}
