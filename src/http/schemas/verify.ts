import { z } from '@hono/zod-openapi'
import type { ApiVerify } from '../../model/verify-run.ts'
import { verifyMannerCodes } from '../../model/verify-manners.ts'
import { scenarioGroups } from '../../model/scenario-group.ts'
import {
  type VerifyCell,
  verifyFaultCodes,
  type VerifyReport,
  verifyReportVersion,
  verifySeverities,
  verifyVerdicts,
} from '../../model/verify.ts'
import { listOf, profileName, tlsMode } from './common.ts'
import { findingFields } from './session.ts'

const place = { scenario: z.string(), profile: profileName }

const exposure = z.enum(['no', 'clear', 'unproven-server'])

const fault = z
  .object({
    code: z.enum(verifyFaultCodes).openapi({ description: 'Explained in docs/verify.md of the package.' }),
    severity: z.enum(verifySeverities).optional().openapi({ description: 'How bad it is.' }),
    summary: z.string(),
    fix: z.object({ code: z.string(), language: z.string(), library: z.string() }).nullable(),
    finding: z.object(findingFields).nullable(),
  })
  .openapi('VerifyFault')

const manner = z
  .object({
    code: z.enum(verifyMannerCodes).openapi({ description: 'Explained in docs/verify.md of the package.' }),
    source: z.string(),
    summary: z.string(),
    fix: z.string(),
  })
  .openapi('VerifyManner')

const cell: z.ZodType<VerifyCell> = z
  .object({
    ...place,
    verdict: z.enum(verifyVerdicts),
    words: z.string().openapi({ description: 'At most three words: “2 of 3, reported”.' }),
    rule: z
      .object({ kind: z.enum(['must', 'observation']), source: z.string(), because: z.string() })
      .nullable(),
    why: z.string().nullable().openapi({ description: 'Why it was skipped, or proves nothing.' }),
    exposed: z.object({ password: exposure, message: exposure, envelope: exposure }),
    delivered: z
      .number()
      .int()
      .openapi({ description: 'How often the end of a message was answered with 250.' }),
    arrived: z.number().int().openapi({ description: 'Complete messages that arrived, answered or not.' }),
    reported: z.enum(['yes', 'no', 'false-alarm', 'not-needed', 'unknown']),
    end: z
      .object({
        exitCode: z.number().int().nullable(),
        signal: z.string().nullable(),
        timedOut: z.boolean(),
        output: z.string(),
      })
      .nullable(),
    way: z.object({ tls: tlsMode, version: z.string().nullable(), auth: z.string().nullable() }).nullable(),
    connections: z.number().int(),
    retriesAfterMs: listOf(z.number()),
    faults: listOf(fault),
    known: z
      .object({ reason: z.string(), until: z.string() })
      .optional()
      .openapi({ description: 'It failed in a known way, and does not fail the run.' }),
    unsteady: listOf(
      z.object({ verdict: z.enum(verifyVerdicts), words: z.string(), count: z.number().int() }),
    )
      .optional()
      .openapi({ description: 'Its runs differed: each result, and how often.' }),
    manners: listOf(manner)
      .optional()
      .openapi({ description: 'What standards forbid and most servers accept; it fails no cell.' }),
    transcript: z.string().optional().openapi({ description: 'Not included; the sessions have it.' }),
    sessions: listOf(z.string()).openapi({ description: 'Ids of its sessions, in order.' }),
    durationMs: z.number(),
  })
  .openapi('VerifyCell')

const cause = z
  .object({
    title: z.string(),
    severity: z.enum(verifySeverities),
    codes: listOf(z.enum(verifyFaultCodes)),
    summary: z.string(),
    advice: z.string(),
    cells: listOf(z.object(place)),
  })
  .openapi('VerifyCause')

const known = z
  .object({
    scenario: z.string(),
    port: profileName.optional(),
    faults: listOf(z.enum(verifyFaultCodes)).optional(),
    reason: z.string(),
    until: z.string(),
    state: z.enum(['failed', 'unused', 'expired', 'not-run']),
  })
  .openapi('VerifyKnown')

const report: z.ZodType<VerifyReport> = z
  .object({
    version: z.literal(verifyReportVersion),
    fourport: z.string(),
    catalogue: z.number().int().optional().openapi({ description: 'Version of the catalogue of scenarios.' }),
    client: z.string(),
    startedAt: z.string().openapi({ format: 'date-time' }),
    durationMs: z.number(),
    ports: listOf(z.object({ profile: profileName, number: z.number().int(), tls: tlsMode })),
    scenarios: listOf(
      z.object({
        name: z.string(),
        group: z.enum(scenarioGroups),
        title: z.string(),
        source: z.string(),
        docs: z.string().optional().openapi({ description: 'Path of its page in the installed package.' }),
      }),
    ),
    cells: listOf(cell),
    causes: listOf(cause).optional().openapi({ description: 'What is wrong, by cause, worst first.' }),
    known: listOf(known)
      .optional()
      .openapi({ description: 'The failures given as known, and what became of them.' }),
    notes: z
      .array(z.string())
      .optional()
      .openapi({ description: 'About the run itself, such as containers that it left.' }),
    verified: z.boolean(),
  })
  .openapi('VerifyReport')

export const verifyRun: z.ZodType<ApiVerify> = z
  .object({
    running: z.boolean().openapi({ description: 'false: it has ended, and the report is whole.' }),
    total: z.number().int().openapi({ description: 'Cells that are run; the others do not apply.' }),
    done: z.number().int().openapi({ description: 'Cells with a verdict.' }),
    durationMs: z.number(),
    open: listOf(z.object(place)).openapi({ description: 'Where the client is running now.' }),
    report,
  })
  .openapi('VerifyRun')
