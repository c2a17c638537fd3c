/**
 * What a scenario is about. `control`: a server that is in order, or odd and legal. `identity`: a certificate that proves
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
