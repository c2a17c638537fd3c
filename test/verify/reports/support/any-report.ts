import * as fc from 'fast-check'
import type { Finding } from '../../../../src/model/finding.ts'
import { confidences, severities } from '../../../../src/model/judgement.ts'
import { profileNames, tlsModes } from '../../../../src/model/port-profile.ts'
import { scenarioGroups } from '../../../../src/model/scenario-group.ts'
import {
  type VerifyCell,
  type VerifyFault,
  verifyFaultCodes,
  type VerifyReport,
  verifySeverities,
  verifyVerdicts,
} from '../../../../src/model/verify.ts'
import { inOneLine } from '../../../../src/verify/reports/printable.ts'
import { carefulReport } from '../../../support/verify-report.ts'

/** What ends, opens or means something in one of the forms, or in a terminal. */
const traps = [
  ']]>', '<![CDATA[', '</script>', '</details>', '</pre>', '<!--', '-->', '--', '&', '&amp;', '&#0;', '<b>', '"', "'", '`', '```', '~~~',
  '|', '\\', '\\|', '\n', '\r', '\r\n', '\n\n', '\t', '\u0000', '\u0007', '\u001B[31m', '\u001B]0;title\u0007', '\u009B2J', '\u007F', '\u0085',
  '\uD800', '\uDC00', '\uFFFE', '\uFFFF', '\uFEFF', '\u202E', '\u2028', '# ', '- ', '1. ', '* ', '_', '[a](b)', '![a](//b.test/c)', '@everyone',
  'https://a.test/', 'www.a.test', '$x$', ':::', '    ', '=', 'é', '字', '👩‍👩‍👧', '\u0301', 'javascript:alert(1)', '<img src=x onerror=alert(1)>',
  '\u2060', 'style="', '{}', '${x}', '::error::', '\b', '\f', '%0A',
] // prettier-ignore

/** Text as bad as a client's output can be. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...traps),
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constant('word '),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

const fix = fc.record({ code: hostileText, language: hostileText, library: hostileText })

const finding: fc.Arbitrary<Finding> = fc.record({
  id: hostileText,
  severity: fc.constantFrom(...severities),
  confidence: fc.constantFrom(...confidences),
  saw: hostileText,
  why: hostileText,
  fix: hostileText,
  snippets: fc.array(
    fc.record({ library: hostileText, label: hostileText, language: hostileText, code: hostileText }),
    { maxLength: 1 },
  ),
  evidence: fc.constant([]),
  messages: fc.constant([]),
  client: fc.constant(null),
  sessionId: hostileText,
  profile: fc.constantFrom(...profileNames),
  port: fc.nat(65_535),
  docs: hostileText,
})

const fault: fc.Arbitrary<VerifyFault> = fc.record({
  code: fc.constantFrom(...verifyFaultCodes),
  severity: fc.constantFrom(...verifySeverities),
  summary: hostileText,
  fix: fc.option(fix),
  finding: fc.option(finding),
})

const exposure = fc.constantFrom('no' as const, 'clear' as const, 'unproven-server' as const)

const judged: fc.Arbitrary<Omit<VerifyCell, 'scenario' | 'profile'>> = fc.record({
  verdict: fc.constantFrom(...verifyVerdicts),
  words: hostileText,
  rule: fc.option(
    fc.record({
      kind: fc.constantFrom('must' as const, 'observation' as const),
      source: hostileText,
      because: hostileText,
    }),
  ),
  why: fc.option(hostileText),
  exposed: fc.record({ password: exposure, message: exposure, envelope: exposure }),
  delivered: fc.nat(3),
  arrived: fc.nat(3),
  reported: fc.constantFrom('yes', 'no', 'false-alarm', 'not-needed', 'unknown'),
  end: fc.option(
    fc.record({
      exitCode: fc.option(fc.nat(255)),
      signal: fc.option(hostileText),
      timedOut: fc.boolean(),
      output: hostileText,
    }),
  ),
  way: fc.option(
    fc.record({
      tls: fc.constantFrom(...tlsModes),
      version: fc.option(hostileText),
      auth: fc.option(hostileText),
    }),
  ),
  connections: fc.nat(5),
  retriesAfterMs: fc.array(fc.nat(100_000), { maxLength: 2 }),
  faults: fc.array(fault, { maxLength: 2 }),
  transcript: fc.option(hostileText, { nil: undefined }),
  sessions: fc.array(hostileText, { maxLength: 2 }),
  durationMs: fc.nat(100_000),
})

/** A report that has every shape there is, with text as bad as can be in each of its places. */
export const anyReport: fc.Arbitrary<VerifyReport> = fc
  .record({
    ports: fc.subarray([...carefulReport().ports], { minLength: 1 }),
    rows: fc.uniqueArray(
      fc.record({
        scenario: fc.record({
          name: hostileText,
          group: fc.constantFrom(...scenarioGroups),
          title: hostileText,
          source: hostileText,
        }),
        cells: fc.tuple(judged, judged, judged, judged),
      }),
      { selector: ({ scenario }) => scenario.name, minLength: 1, maxLength: 3 },
    ),
    client: hostileText,
    fourport: hostileText,
    startedAt: hostileText,
    durationMs: fc.nat(),
  })
  .map(({ ports, rows, ...facts }) => {
    const cells = rows.flatMap(({ scenario, cells }) =>
      ports.map(({ profile }, index): VerifyCell => ({ scenario: scenario.name, profile, ...cells[index]! })),
    )
    return {
      version: 1,
      ...facts,
      ports,
      scenarios: rows.map(({ scenario }) => scenario),
      cells,
      verified: cells.every(({ verdict }) => verdict !== 'failed'),
    }
  })

/** The same report in the same shape, each of its texts a harmless word, but for those that print as nothing; like texts become like words. */
export function harmless(report: VerifyReport): VerifyReport {
  const kept = new Set<string>([
    ...profileNames, ...tlsModes, ...scenarioGroups, ...verifyVerdicts, ...verifyFaultCodes, ...severities, ...verifySeverities, ...confidences,
    'must', 'observation', 'no', 'clear', 'unproven-server', 'yes', 'false-alarm', 'not-needed', 'unknown',
  ]) // prettier-ignore
  const words = new Map<string, string>()
  const word = (text: string): string => {
    if (kept.has(text)) return text
    const known = words.get(text)
    if (known !== undefined) return known
    const made = inOneLine(text) === '' ? text : `word${words.size}`
    words.set(text, made)
    return made
  }
  return JSON.parse(JSON.stringify(report), (_, value: unknown) =>
    typeof value === 'string' ? word(value) : value,
  ) as VerifyReport
}
