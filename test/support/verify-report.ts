import { type ProfileName, profileNames, profiles } from '../../src/model/port-profile.ts'
import type { ScenarioGroup } from '../../src/model/scenario-group.ts'
import { severityOf } from '../../src/model/verify-words/severity.ts'
import {
  type VerifyCell,
  type VerifyFault,
  type VerifyFaultCode,
  type VerifyReport,
  type VerifyScenario,
  verifyReportVersion,
} from '../../src/model/verify.ts'

/** What a cell says beside where it is. */
export type Judged = Omit<VerifyCell, 'scenario' | 'profile'>

/** A row of a report: a scenario, and what came of it by port. What has no port there was not run. */
export interface Row {
  readonly scenario: VerifyScenario
  readonly cells: Readonly<Partial<Record<ProfileName, Judged>>>
}

export function row(
  [name, group, title, source]: readonly [name: string, group: ScenarioGroup, title: string, source: string],
  cells: Row['cells'],
): Row {
  return { scenario: { name, group, title, source }, cells }
}

/** A report of these rows on the four ports; `verified` is what the cells say. */
export function reportOf(rows: readonly Row[], changes: Partial<VerifyReport> = {}): VerifyReport {
  const cells = rows.flatMap(({ scenario, cells: judged }) =>
    profileNames.map((profile): VerifyCell => ({
      scenario: scenario.name,
      profile,
      ...(judged[profile] ?? skipped()),
    })),
  )
  return {
    version: verifyReportVersion,
    fourport: '0.1.0',
    client: 'node send.mjs',
    startedAt: '2026-01-02T03:04:05.678Z',
    durationMs: 12_345,
    ports: profileNames.map((profile) => {
      const { defaultPort, tls } = profiles[profile]
      return { profile, number: defaultPort, tls }
    }),
    scenarios: rows.map(({ scenario }) => scenario),
    cells,
    verified: cells.every(
      ({ verdict, rule }) => verdict !== 'failed' && (verdict !== 'hung' || rule?.kind === 'observation'),
    ),
    ...changes,
  }
}

const quiet: Judged = {
  verdict: 'passed',
  words: 'reported',
  rule: { kind: 'must', source: 'RFC 8314 §5.2', because: 'A client that has a password must prove the server first.' },
  why: null,
  exposed: { password: 'no', message: 'no', envelope: 'no' },
  delivered: 0,
  arrived: 0,
  reported: 'yes',
  end: { exitCode: 1, signal: null, timedOut: false, output: 'Error: certificate has expired' },
  way: null,
  connections: 1,
  retriesAfterMs: [],
  faults: [],
  sessions: ['session-1'],
  durationMs: 120,
} // prettier-ignore

/** Did what it must; by default it refused and told. */
export function passed(words = 'reported', changes: Partial<Judged> = {}): Judged {
  return { ...quiet, words, ...changes }
}

/** Took the mail to its end. */
export function delivered(changes: Partial<Judged> = {}): Judged {
  return passed('delivered', {
    rule: { kind: 'must', source: 'RFC 5321 §3.3', because: 'A server that takes mail must be given it.' },
    delivered: 1,
    arrived: 1,
    reported: 'not-needed',
    end: { exitCode: 0, signal: null, timedOut: false, output: '' },
    way: { tls: 'starttls', version: 'TLSv1.3', auth: 'PLAIN' },
    ...changes,
  })
}

export function failed(words: string, faults: readonly VerifyFault[], changes: Partial<Judged> = {}): Judged {
  return delivered({ verdict: 'failed', words, faults, rule: quiet.rule, ...changes })
}

export function observed(words: string, because: string, changes: Partial<Judged> = {}): Judged {
  return delivered({
    verdict: 'observed',
    words,
    rule: { kind: 'observation', source: 'RFC 9525 §2', because },
    ...changes,
  })
}

export function hung(changes: Partial<Judged> = {}): Judged {
  return passed('hung', {
    verdict: 'hung',
    rule: { kind: 'must', source: 'RFC 5321 §4.5.3.2', because: 'A client must wait, and must end.' },
    reported: 'no',
    end: { exitCode: null, signal: 'SIGKILL', timedOut: true, output: 'waiting…' },
    faults: [fault('hung', 'The client had not ended after 20 s, and was ended.')],
    ...changes,
  })
}

export function unproven(why: string, changes: Partial<Judged> = {}): Judged {
  return passed('refused', { verdict: 'unproven', why, ...changes })
}

/** Nobody ran it. */
export function skipped(why = 'It does not apply to this port.'): Judged {
  return {
    ...quiet,
    verdict: 'skipped',
    words: 'skipped',
    rule: null,
    why,
    reported: 'unknown',
    end: null,
    connections: 0,
    sessions: [],
    durationMs: 0,
  }
}

/** It could be had elsewhere. */
export function notHere(why: string): Judged {
  return { ...skipped(why), words: 'not here' }
}

export function fault(
  code: VerifyFaultCode,
  summary: string,
  changes: Partial<Omit<VerifyFault, 'code' | 'summary'>> = {},
): VerifyFault {
  return { code, severity: severityOf(code), summary, fix: null, finding: null, ...changes }
}

const scenarios = {
  control: ['control', 'control', 'a server in order', 'RFC 5321'],
  expired: ['cert-expired', 'identity', 'an expired certificate', 'RFC 5280 §6.1.3'],
  selfSigned: ['cert-self-signed', 'identity', 'a self-signed certificate', 'RFC 5280 §6.1'],
  cnOnly: ['cert-cn-only', 'identity', 'a name in CN alone', 'RFC 9525 §2'],
  absent: ['starttls-absent', 'downgrade', 'STARTTLS not offered', 'RFC 8314 §5.2'],
  slow: ['greeting-slow', 'server', 'a greeting that takes 7 s', 'RFC 5321 §4.5.3.2'],
} as const satisfies Record<string, readonly [string, ScenarioGroup, string, string]>

/** A client that does all it must on the three ports of submission. */
export function carefulReport(changes: Partial<VerifyReport> = {}): VerifyReport {
  const everywhere = (judged: Judged): Row['cells'] => ({
    smtps: judged,
    submission: judged,
    'submission-alt': judged,
  })
  return reportOf(
    [
      row(scenarios.control, { relay: delivered(), ...everywhere(delivered()) }),
      row(scenarios.expired, everywhere(passed())),
      row(scenarios.selfSigned, everywhere(passed())),
      row(
        scenarios.cnOnly,
        everywhere(observed('reported', 'Today’s standards forget CN, and platforms still read it.')),
      ),
      row(scenarios.absent, { submission: passed(), 'submission-alt': passed() }),
      row(scenarios.slow, { relay: delivered(), ...everywhere(delivered()) }),
    ],
    changes,
  )
}

/** A client that checks no certificate and goes on in clear: three kinds of failure, one with a fix, and one that hung. */
export function carelessReport(changes: Partial<VerifyReport> = {}): VerifyReport {
  const accepted = failed('accepted', [
    fault('password-to-unproven-server', 'It logged in at a server whose certificate proves nothing.', {
      fix: { code: "tls: { ca: readFileSync('ca.pem') }", language: 'js', library: 'nodemailer' },
    }),
    fault('message-to-unproven-server', 'It gave its mail to a server whose certificate proves nothing.'),
  ])
  const stripped = failed('password leak', [
    fault('password-unencrypted', 'It logged in without TLS, since STARTTLS was not offered.', {
      fix: { code: 'requireTLS: true', language: 'js', library: 'nodemailer' },
    }),
  ])
  const everywhere = { smtps: accepted, submission: accepted, 'submission-alt': accepted }
  return reportOf(
    [
      row(scenarios.control, { smtps: delivered(), submission: delivered(), 'submission-alt': delivered() }),
      row(scenarios.expired, everywhere),
      row(scenarios.selfSigned, everywhere),
      row(scenarios.cnOnly, { smtps: observed('accepted', 'Today’s standards forget CN, and platforms still read it.') }),
      row(scenarios.absent, { submission: stripped, 'submission-alt': stripped }),
      row(scenarios.slow, { relay: unproven('The control did not deliver on 25.'), smtps: delivered(), submission: hung() }),
    ],
    changes,
  ) // prettier-ignore
}
