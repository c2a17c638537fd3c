/**
 * What a scenario is about. `control`: a healthy server, or an unusual one within the standard. `identity`: a certificate that proves
 * nothing. `downgrade`: TLS kept away from the client, or a login with somebody else. `versions`: which TLS. `server`: refusals and delays. `network`:
 * connections that break.
 */
export const scenarioGroups = Object.freeze([
  'control',
  'identity',
  'downgrade',
  'versions',
  'server',
  'network',
] as const)

export type ScenarioGroup = (typeof scenarioGroups)[number]
