import type { ApiPortNow, ApiPortScenario } from '../model/api.ts'
import { type BoundPort, profiles } from '../model/port-profile.ts'
import type { ScenarioName } from '../model/scenario.ts'
import { profileOf } from '../scenarios/profile-of.ts'
import { scenarios } from '../scenarios/scenarios.ts'
import type { HttpContext } from './context.ts'

/** What a client meets at a listener: what it was made as, but for what its scenario changes. */
export function portNow(port: BoundPort, on: ScenarioName | null): ApiPortNow {
  const { tls, tlsRequired, auth } = port
  const scenario = on === null ? undefined : scenarios.find(({ name }) => name === on.name)
  const now = profileOf(scenario ?? {}, { ...profiles[port.profile], tls, tlsRequired, auth })
  return {
    tls: now.tls,
    tlsRequired: now.tlsRequired,
    auth: now.auth,
    listens: scenario?.closed !== true,
  }
}

/** Likewise, of a listener by its name; null: it is none of those that are listed. */
export function scenarioOn(context: HttpContext, listener: string): ApiPortScenario | null {
  const port = context.ports.find(({ name }) => name === listener)
  if (port === undefined) return null
  const scenario = context.scenarios.of(listener)
  return { listener, scenario, now: portNow(port, scenario) }
}
