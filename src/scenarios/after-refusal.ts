import type { PortProfile } from '../model/port-profile.ts'
import type { ProfilesAfterRefusal, Scenario } from '../model/scenario.ts'
import { profileOf } from './profile-of.ts'
import { bothWays, noTls } from './ways.ts'

/** What a listener of this profile is for a client that has refused its TLS; null: it stays what it is. */
export function afterRefusalOf({ afterRefusal }: Scenario, made: PortProfile): ProfilesAfterRefusal | null {
  if (afterRefusal === undefined) return null
  return { again: profileOf({ profile: bothWays }, made), unencrypted: profileOf({ profile: noTls }, made) }
}
