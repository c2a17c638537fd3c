import type { PortProfile } from '../model/port-profile.ts'
import type { ProfilesAfterRefusal, Scenario } from '../model/scenario.ts'
import { bothWays, noTls } from './ways.ts'

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

/** What it is for a client that has refused its TLS; null: it stays what it is. */
export function afterRefusalOf({ afterRefusal }: Scenario, made: PortProfile): ProfilesAfterRefusal | null {
  if (afterRefusal === undefined) return null
  return { again: profileOf({ profile: bothWays }, made), unencrypted: profileOf({ profile: noTls }, made) }
}
