import { z } from '@hono/zod-openapi'
import type {
  ApiFinding,
  ApiFindingGroups,
  ApiFindings,
  ApiSession,
  ApiSessionPage,
  ApiSessionSummary,
} from '../../model/api.ts'
import type { Verdict } from '../../model/finding.ts'
import { confidences, outcomes } from '../../model/judgement.ts'
import { type SessionRecord, sessionRecordVersion } from '../../model/session-record.ts'
import { speakers } from '../../model/speaker.ts'
import { scenarioName } from './scenario.ts'
import { authPolicy, fixSnippet, listOf, peer, profileName, severity, tlsFacts, tlsMode } from './common.ts'

const sessionPort = z.object({
  name: z.string(),
  profile: profileName,
  host: z.string(),
  port: z.number().int(),
  tls: tlsMode,
  tlsRequired: z.boolean(),
  auth: authPolicy,
  authWithoutTls: z.literal(true).optional(),
})

const client = z
  .object({
    library: z.string(),
    label: z.string(),
    confidence: z.enum(confidences).exclude(['ambiguous']),
    marks: listOf(z.string()),
  })
  .openapi('RecognisedClient')

const speaker = z.enum(speakers)
const outcome = z.enum(outcomes)
const tlsLibrary = z.object({ name: z.string(), label: z.string() }).nullable()

const onPurpose = z
  .object({ verdict: z.enum(['right', 'wrong', 'open']), words: z.string() })
  .openapi('OnPurpose')
  .nullable()
  .openapi({
    description:
      'Whether its client did what the scenario on the listener asks for; null: none was on, or the session goes on.',
  })

export const sessionSummary: z.ZodType<ApiSessionSummary> = z
  .object({
    id: z.string(),
    port: sessionPort,
    remote: peer,
    startedAt: z.string().openapi({ format: 'date-time' }),
    durationMs: z.number().nullable().openapi({ description: 'null while it is open.' }),
    speaker,
    clientName: z.string().nullable(),
    tls: tlsFacts.nullable(),
    user: z.string().nullable(),
    messages: listOf(z.string()),
    outcome,
    summary: z.string(),
    client: client.nullable(),
    tlsLibrary,
    findings: listOf(z.object({ id: z.string(), severity, saw: z.string() })),
    onPurpose,
  })
  .openapi('SessionSummary')

export const sessionPage: z.ZodType<ApiSessionPage> = z
  .object({ sessions: listOf(sessionSummary), nextBefore: z.string().nullable() })
  .openapi('SessionPage')

/** Those of a finding, wherever one stands. */
export const findingFields = {
  id: z.string(),
  severity,
  confidence: z.enum(confidences),
  saw: z.string(),
  why: z.string(),
  fix: z.string(),
  snippets: listOf(fixSnippet),
  evidence: listOf(z.number()),
  messages: listOf(z.string()).openapi({
    description: 'Ids of the captured messages it is about; none: it is about the session.',
  }),
  client: client.nullable(),
  sessionId: z.string(),
  profile: profileName,
  port: z.number().int(),
  docs: z.string(),
}

const verdict = z
  .object({
    outcome,
    findings: listOf(z.object(findingFields)),
    client: client.nullable(),
    tlsLibrary,
    summary: z.string(),
  })
  .openapi('Verdict') satisfies z.ZodType<Verdict>

export const finding: z.ZodType<ApiFinding> = z
  .object({ ...findingFields, startedAt: z.string() })
  .openapi('Finding')

export const findingGroups: z.ZodType<ApiFindingGroups> = z
  .object({
    groups: listOf(
      z
        .object({
          id: z.string(),
          severity,
          client: z.string(),
          library: z.string().nullable(),
          listener: z.string(),
          port: z.number().int(),
          saw: z.string(),
          fix: z.string(),
          code: z.string().nullable(),
          sessions: z.number().int(),
          sessionId: z.string(),
          firstAt: z.string().openapi({ format: 'date-time' }),
          lastAt: z.string().openapi({ format: 'date-time' }),
          fixedAt: z.string().nullable(),
          fixedBy: z.string().nullable(),
        })
        .openapi('FindingGroup'),
    ),
  })
  .openapi('FindingGroups')
export const findings: z.ZodType<ApiFindings> = z.object({ findings: listOf(finding) }).openapi('Findings')

const clientHello = z
  .looseObject({
    recordVersion: z.string(),
    versions: listOf(z.string()),
    sni: z.string().nullable(),
    alpn: listOf(z.string()),
    groups: listOf(z.string()).optional(),
    ja4: z.string().optional().openapi({ description: 'The TLS client fingerprint JA4.' }),
    ja4r: z.string().optional().openapi({ description: 'JA4_r: what the hashes of JA4 are of, sorted.' }),
    ja4ro: z
      .string()
      .optional()
      .openapi({ description: 'JA4_ro: the same in the order of the ClientHello.' }),
  })
  .openapi('ClientHello')

/** Of an entry of the kind `message`. */
const partFacts = z
  .looseObject({
    fault: z.string().openapi({
      description:
        '`boundary-missing`, `boundary-unused`, `multipart-open`, `charset-missing`, `charset-not-ascii`, `charset-not-utf8`, `charset-is-utf8` or `attachment-without-name`.',
    }),
    part: z.string().openapi({ description: 'Its place: `1`, `2.1`; `0` is the message itself.' }),
    type: z.string().nullable(),
    charset: z.string().optional().openapi({ description: 'The charset that it declares.' }),
  })
  .openapi('PartFacts')

// The record has its own version, and grows by fields; entries differ by `kind`.
const record = z
  .looseObject({
    version: z.literal(sessionRecordVersion),
    id: z.string(),
    port: sessionPort,
    scenario: scenarioName.optional().openapi({
      description: 'Scenario of the listener; left out if there was none.',
    }),
    remote: peer,
    startedAt: z.string().openapi({ format: 'date-time' }),
    durationMs: z.number().nullable(),
    speaker,
    passwordUnencrypted: z.literal(true).optional().openapi({
      description:
        'The password that `fourport verify` gave the client crossed the network unencrypted, in whatever form.',
    }),
    lateMs: z.number().optional().openapi({
      description:
        'How late the event loop of the server was while the session was open: times may be wrong by this much.',
    }),
    clientHello: clientHello.nullable().optional(),
    entries: listOf(
      z
        .looseObject({
          n: z.number().int(),
          atMs: z.number(),
          kind: z.string(),
          parts: listOf(partFacts).optional().openapi({
            description: 'Of a `message`: its parts in which something is wrong, ten at most.',
          }),
        })
        .openapi('Observation'),
    ),
  })
  .openapi('SessionRecord') as unknown as z.ZodType<SessionRecord>

const worked = z
  .object({
    session: sessionSummary,
    same: z.enum(['client', 'port']),
    differences: listOf(z.object({ what: z.string(), here: z.string(), there: z.string() })),
  })
  .openapi('WorkedSession')

export const session: z.ZodType<ApiSession> = z
  .object({
    record,
    verdict,
    fixes: z.record(z.string(), listOf(fixSnippet)),
    worked: worked.nullable().openapi({
      description: 'The latest similar session that delivered, if something is wrong with this one.',
    }),
    onPurpose,
  })
  .openapi('Session')
