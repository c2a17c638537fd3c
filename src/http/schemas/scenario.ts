import { z } from '@hono/zod-openapi'
import type { ApiPortScenario, ApiScenarios, ApiScenarioWanted } from '../../model/api.ts'
import { demandKinds, type ScenarioName } from '../../model/scenario.ts'
import { scenarioGroups } from '../../model/scenario-group.ts'
import { listOf, portNow, tlsMode } from './common.ts'

const nameFields = {
  name: z.string(),
  group: z.enum(scenarioGroups),
  title: z.string().openapi({ description: 'Part of a sentence: “an expired certificate”.' }),
}

/** As a listener or a record of a session names it. */
export const scenarioName: z.ZodType<ScenarioName> = z.object(nameFields).openapi('ScenarioName')

export const scenarioList: z.ZodType<ApiScenarios> = z
  .object({
    scenarios: listOf(
      z
        .object({
          ...nameFields,
          source: z.string().openapi({ description: 'Source of the requirement: “RFC 5280 §6.1.3”.' }),
          on: listOf(tlsMode).openapi({ description: 'The TLS modes to which it applies.' }),
          demand: z.object({
            rule: z.enum(['must', 'observation']),
            what: z.enum(demandKinds),
            needs: z.enum(['password', 'tls-asked']).nullable().openapi({
              description: 'If the client has none, the requirement is only an observation.',
            }),
          }),
          connectBy: z.enum(['name', 'address']).nullable().openapi({
            description: 'How a client must name the host to meet this server; null: in any way.',
          }),
          recipients: z.number().int().min(1).openapi({
            description: 'How many recipients its message must have to meet this server.',
          }),
        })
        .openapi('Scenario'),
    ),
  })
  .openapi('Scenarios')

export const scenarioWanted: z.ZodType<ApiScenarioWanted> = z
  .strictObject({ name: z.string().openapi({ example: 'cert-expired' }) })
  .openapi('ScenarioWanted')

export const portScenario: z.ZodType<ApiPortScenario> = z
  .object({ listener: z.string(), scenario: scenarioName.nullable(), now: portNow })
  .openapi('PortScenario')
