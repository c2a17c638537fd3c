import type { ApiPortNow, ApiPortScenario } from '../model/api.ts'
import { type BoundPort, profiles } from '../model/port-profile.ts'
import type { ScenarioName } from '../model/scenario.ts'
import { profileOf } from '../scenarios/profile-of.ts'
import { scenarios } from '../scenarios/scenarios.ts'
import type { HttpContext } from './context.ts'

/** What a client meets at a listener: what it was made as, but for what its scenario changes. */
function portNow(port: BoundPort, on: ScenarioName | null): ApiPortNow {
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

/** The scenario of a listener, and what a client meets there. */
export function withScenario(
  { scenarios: onListeners }: Pick<HttpContext, 'scenarios'>,
  port: BoundPort,
): Pick<ApiPortScenario, 'scenario' | 'now'> {
  const scenario = onListeners.of(port.name)
  return { scenario, now: portNow(port, scenario) }
}

/** Likewise, of a listener by its name; null: it is none of those that are listed. */
export function scenarioOn(context: HttpContext, listener: string): ApiPortScenario | null {
  const port = context.ports.find(({ name }) => name === listener)
  return port === undefined ? null : { listener, ...withScenario(context, port) }
}
