import { z } from '@hono/zod-openapi'
import type { Finding } from '../../../../src/model/finding.ts'
import { scenarioGroups } from '../../../../src/model/scenario-group.ts'
import { type VerifyManner, verifyMannerCodes } from '../../../../src/model/verify-manners.ts'
import {
  type Exposure,
  type VerifyCause,
  type VerifyCell,
  type VerifyEnd,
  type VerifyFault,
  type VerifyKnown,
  verifyFaultCodes,
  type VerifyPort,
  type VerifyReport,
  verifyReportVersion,
  type VerifyRule,
  type VerifyScenario,
  verifySeverities,
  verifyVerdicts,
  type VerifyWay,
} from '../../../../src/model/verify.ts'
import {
  type MatrixProblem,
  type MatrixReport,
  matrixReportVersion,
  type MatrixResult,
} from '../../../../src/model/verify-matrix.ts'
import { listOf, profileName, tlsMode } from '../../../../src/http/schemas/common.ts'
import { findingFields } from '../../../../src/http/schemas/session.ts'

/** Each field of a type, with what it may hold: the compiler refuses one too many, one too few and one of another kind. */
type Fields<Type> = { readonly [Field in keyof Type]-?: z.ZodType<Type[Field]> }

const count = z.number().int().min(0)
const exposure: z.ZodType<Exposure> = z.enum(['no', 'clear', 'unproven-server'])

const port = z.object({
  profile: profileName,
  number: z.number().int().describe('What the profile stands for: 25, 465, 587, 2525.'),
  tls: tlsMode,
} satisfies Fields<VerifyPort>)

const scenario = z.object({
  name: z.string(),
  group: z.enum(scenarioGroups),
  title: z.string(),
  source: z.string().describe('The RFC or paper that it comes from.'),
  docs: z.string().optional().describe('Path of its page in the installed package.'),
} satisfies Fields<VerifyScenario>)

const rule = z.object({
  kind: z.enum(['must', 'observation']),
  source: z.string(),
  because: z.string().describe('What is required, and why here.'),
} satisfies Fields<VerifyRule>)

const end = z.object({
  exitCode: z.number().int().nullable().describe('null: ended by a signal.'),
  signal: z.string().nullable(),
  timedOut: z.boolean(),
  output: z.string().describe('The last lines of what it printed, credentials left out.'),
} satisfies Fields<VerifyEnd>)

const way = z.object({
  tls: tlsMode,
  version: z.string().nullable(),
  auth: z.string().nullable(),
} satisfies Fields<VerifyWay>)

const fault = z.object({
  code: z.enum(verifyFaultCodes),
  severity: z
    .enum(verifySeverities)
    .optional()
    .describe('How bad it is. Always there in reports of this version of Fourport.'),
  summary: z.string(),
  fix: z.object({ code: z.string(), language: z.string(), library: z.string() }).nullable(),
  finding: z.object(findingFields satisfies Fields<Finding>).nullable(),
} satisfies Fields<VerifyFault>)

const manner = z.object({
  code: z.enum(verifyMannerCodes),
  source: z.string().describe('The RFC that says so.'),
  summary: z.string(),
  fix: z.string(),
} satisfies Fields<VerifyManner>)

const cell = z.object({
  scenario: z.string().describe('Name of the scenario: the row.'),
  profile: profileName.describe('The column.'),
  verdict: z.enum(verifyVerdicts),
  words: z.string().describe('At most three words.'),
  rule: rule.nullable().describe('The rule that was applied; null: it was skipped.'),
  why: z.string().nullable().describe('Why it was skipped, or is unproven.'),
  exposed: z.object({ password: exposure, message: exposure, envelope: exposure }),
  delivered: count.describe('How often the end of a message was answered with 250.'),
  arrived: count.describe('Complete messages that arrived, answered or not.'),
  reported: z.enum(['yes', 'no', 'false-alarm', 'not-needed', 'unknown']),
  end: end.nullable().describe('null: nobody saw it.'),
  way: way.nullable().describe('How the client got in, on the connection that came furthest.'),
  connections: count,
  retriesAfterMs: listOf(z.number()).describe('From the end of one attempt to the start of the next.'),
  faults: listOf(fault).describe('What is wrong, worst first.'),
  known: z
    .object({ reason: z.string(), until: z.string() })
    .optional()
    .describe('Of a cell that failed by what was known: it fails no run.'),
  unsteady: listOf(z.object({ verdict: z.enum(verifyVerdicts), words: z.string(), count }))
    .optional()
    .describe(
      'Of a cell that was run several times and differed: what it did, and how often, the worst first.',
    ),
  manners: listOf(manner)
    .optional()
    .describe('Of a control: what standards forbid and most servers put up with, worst first.'),
  transcript: z
    .string()
    .optional()
    .describe('Of a failed cell, with --transcripts: what was said, credentials left out.'),
  sessions: listOf(z.string()).describe('Ids of the session records.'),
  durationMs: z.number(),
} satisfies Fields<VerifyCell>)

const cause = z.object({
  title: z.string(),
  severity: z.enum(verifySeverities).describe('That of its worst fault.'),
  codes: listOf(z.enum(verifyFaultCodes)).describe('Of all its faults, worst first.'),
  summary: z.string().describe('What was seen, in the words of the worst fault.'),
  advice: z.string().describe('What to change.'),
  cells: listOf(z.object({ scenario: z.string(), profile: profileName })),
} satisfies Fields<VerifyCause>)

const known = z.object({
  scenario: z.string().describe('Name of a scenario, `*` for any characters.'),
  port: profileName.optional(),
  faults: listOf(z.enum(verifyFaultCodes)).optional(),
  reason: z.string(),
  until: z.string().describe('The last day on which it counts, as 2027-03-31.'),
  state: z.enum(['failed', 'unused', 'expired', 'not-run']),
} satisfies Fields<VerifyKnown>)

const report = z.object({
  version: z.literal(verifyReportVersion),
  fourport: z.string().describe('Version of the package.'),
  catalogue: z.number().int().optional().describe('Version of the catalogue of scenarios.'),
  client: z.string().describe('The command, credentials left out; or the name of the function.'),
  startedAt: z.string().describe('ISO 8601.'),
  durationMs: z.number(),
  ports: listOf(port),
  scenarios: listOf(scenario),
  cells: listOf(cell).describe('One for each scenario and port, row by row.'),
  causes: listOf(cause)
    .optional()
    .describe('What is wrong, by cause, worst first. Left out where nothing failed.'),
  known: listOf(known)
    .optional()
    .describe('The known failures, and the state of each entry. Left out if none were given.'),
  notes: listOf(z.string())
    .optional()
    .describe(
      'About the run itself, such as containers that it left, a sentence each. Left out where there is nothing.',
    ),
  verified: z
    .boolean()
    .describe(
      'No cell failed, and none in which something was required hung; under strictManners none has bad manners either.',
    ),
} satisfies Fields<VerifyReport>)

const problem = z.object({
  code: z.string().describe('Of docs/errors.md, such as CLIENT_SETUP_FAILED.'),
  message: z.string().describe('What happened.'),
  help: z.string().describe('What to do.'),
} satisfies Fields<MatrixProblem>)

const result = z.object({
  name: z.string().describe('As the file calls it.'),
  version: z.string().nullable().describe('As the file says it, or the client itself; null: nobody asked.'),
  outcome: z
    .enum(['proven', 'flawed', 'failed', 'open', 'not-run'])
    .describe('`flawed`: verified, but with known failures or bad manners. `open`: not proven.'),
  report: report.nullable().describe('What it did; null: it could not be run.'),
  problem: problem.nullable().describe('Why it could not be run; null: it was.'),
} satisfies Fields<MatrixResult>)

const matrix = z.object({
  version: z.literal(matrixReportVersion),
  fourport: z.string().describe('Version of the package.'),
  catalogue: z.number().int().describe('Version of the catalogue of scenarios.'),
  startedAt: z.string().describe('ISO 8601.'),
  durationMs: z.number(),
  clients: listOf(result).describe('In the order of the file.'),
  verified: z.boolean().describe('Every client was run, and is verified.'),
} satisfies Fields<MatrixReport>)

/** Fields may be added within a version, so others are no mistake. */
function schemaOf(type: z.ZodType, title: string, description: string): object {
  const { $schema, ...schema } = z.toJSONSchema(type, {
    io: 'input',
    override({ jsonSchema }) {
      // Of this language, not of what is written.
      delete jsonSchema.readOnly
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return { $schema, title, description, ...schema }
}

/** verify.schema.json, from the model. */
export function verifySchema(): object {
  return schemaOf(report, 'Report of fourport verify', 'What `fourport verify --report json` writes.')
}

/** verify-matrix-report.schema.json, from the model. */
export function matrixReportSchema(): object {
  return schemaOf(
    matrix,
    'Report of fourport verify --matrix',
    'What `fourport verify --matrix FILE --report json` writes, and `report.json` of a site.',
  )
}
