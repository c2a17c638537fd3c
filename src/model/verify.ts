import type { Finding } from './finding.ts'
import type { ProfileName, TlsMode, UsualNumber } from './port-profile.ts'
import type { ScenarioGroup } from './scenario-group.ts'
import type { VerifyManner } from './verify-manners.ts'

/** Version of the JSON form. It grows by new optional fields; a change of meaning raises it. */
export const verifyReportVersion = 1

/** What a client did on every port and in every scenario, and what the diagnosis says about it. */
export interface VerifyReport {
  readonly version: typeof verifyReportVersion
  /** Version of this package. */
  readonly fourport: string
  /** Version of the catalogue of scenarios. Always there in reports of this version of Fourport. */
  readonly catalogue?: number | undefined
  /** The command as it was given, credentials left out; or the name of the function. */
  readonly client: string
  /** ISO 8601. */
  readonly startedAt: string
  readonly durationMs: number
  /** Columns, in the order of the profiles. */
  readonly ports: readonly VerifyPort[]
  /** Rows, in order. */
  readonly scenarios: readonly VerifyScenario[]
  /** One for each scenario and port, row by row. */
  readonly cells: readonly VerifyCell[]
  /** What is wrong, by cause, the worst first: one mistake fails many cells. Left out where nothing failed. */
  readonly causes?: readonly VerifyCause[] | undefined
  /** The known failures, and the state of each entry. Left out if none were given. */
  readonly known?: readonly VerifyKnown[] | undefined
  /** About the run itself, such as containers that it left, a sentence each. Left out where there is nothing. */
  readonly notes?: readonly string[] | undefined
  /** No cell failed, and none in which something was required hung; under `strictManners` none has bad manners either. */
  readonly verified: boolean
}

export interface VerifyPort {
  readonly profile: ProfileName
  /** The number that the profile stands for, not the one that was listened on: 25, 465, 587, 2525. */
  readonly number: number
  readonly tls: TlsMode
}

export interface VerifyScenario {
  readonly name: string
  readonly group: ScenarioGroup
  /** `an expired certificate` */
  readonly title: string
  /** `RFC 5280 §6.1.3` */
  readonly source: string
  /** Path of its page in the installed package. Always there in reports of this version of Fourport. */
  readonly docs?: string | undefined
}

/**
 * `passed`: did what is required. `failed`: did not. `observed`: standards leave open what to do. `hung`: did not end in
 * time. `skipped`: does not apply to this port, or is not possible here. `unproven`: on this port the client delivers to no
 * server, so refusing a wrong one proves nothing; or it did not meet what would have gone wrong.
 */
export type VerifyVerdict = (typeof verifyVerdicts)[number]
export const verifyVerdicts = Object.freeze([
  'passed',
  'failed',
  'observed',
  'hung',
  'skipped',
  'unproven',
] as const)

/** `clear`: it crossed the network unencrypted. `unproven-server`: encrypted, to a server that had not proven its identity. */
export type Exposure = 'no' | 'clear' | 'unproven-server'

/**
 * Whether the client reported its result, by exit code or error. `no`: silence about a mail that was not, or not
 * wholly, accepted. `false-alarm`: an error about one that was. `not-needed`: accepted, and no error. `unknown`: the
 * end of the client was not seen.
 */
export type VerifyReported = 'yes' | 'no' | 'false-alarm' | 'not-needed' | 'unknown'

/** What one run of the client did, in one scenario on one port. */
export interface VerifyCell {
  /** Name of the scenario. */
  readonly scenario: string
  readonly profile: ProfileName
  readonly verdict: VerifyVerdict
  /** At most three words: `not delivered`; where it is not possible here, `not here`. */
  readonly words: string
  /** The rule that was applied; null where the cell was not run. */
  readonly rule: VerifyRule | null
  /** Why it was skipped, or is unproven; null: it was not. */
  readonly why: string | null
  /** What became of the secrets and the mail, from the wire alone. */
  readonly exposed: VerifyExposed
  /** How often the end of a message was answered with 250. */
  readonly delivered: number
  /** Complete messages that arrived, answered or not. */
  readonly arrived: number
  readonly reported: VerifyReported
  /** How the run ended; null: there was none, or its end was not seen. */
  readonly end: VerifyEnd | null
  /** TLS and login of the connection that got furthest; null: no connection got that far. */
  readonly way: VerifyWay | null
  readonly connections: number
  /** Milliseconds from the end of one attempt to the start of the next, in their order. */
  readonly retriesAfterMs: readonly number[]
  /** What is wrong, worst first; empty where the cell did not fail. */
  readonly faults: readonly VerifyFault[]
  /** Of a cell that failed by what was known: it fails no run. */
  readonly known?: Pick<KnownFailure, 'reason' | 'until'> | undefined
  /**
   * Of a cell that was run several times (`repeat`) and differed in its verdict or its faults: what it did, and how often.
   * The rest of the cell is of its worst run. Left out where all runs were alike.
   */
  readonly unsteady?: readonly VerifyTally[] | undefined
  /** Of a control that delivered: what standards forbid and most servers put up with, worst first. Left out where there is none. */
  readonly manners?: readonly VerifyManner[] | undefined
  /**
   * Of a failed cell: what was said on its connections, a line each, credentials left out; at most 17,000 characters, of
   * what is longer the middle is left out. In JSON only with the option `transcripts`.
   */
  readonly transcript?: string | undefined
  /** Ids of the session records, in the order of their connections. */
  readonly sessions: readonly string[]
  readonly durationMs: number
}

export interface VerifyRule {
  /** `must`: standards require it. `observation`: they leave it open. */
  readonly kind: 'must' | 'observation'
  /** `RFC 8314 §5.2` */
  readonly source: string
  /** One sentence: what is required, and why here. */
  readonly because: string
}

export interface VerifyExposed {
  readonly password: Exposure
  readonly message: Exposure
  readonly envelope: Exposure
}

/** How a command or function ended. */
export interface VerifyEnd {
  /** null: ended by a signal. Of a function: 0 when it returned, 1 when it threw. */
  readonly exitCode: number | null
  /** `SIGTERM`, …; null: ended by itself. */
  readonly signal: string | null
  /** It was ended at its time limit. */
  readonly timedOut: boolean
  /** The last lines of what it printed, or the error that was thrown, credentials left out. */
  readonly output: string
}

export interface VerifyWay {
  /** `none`: unencrypted. */
  readonly tls: TlsMode
  /** `TLSv1.3`, …; null: unencrypted. */
  readonly version: string | null
  /** The mechanism of the login that was accepted; null: there was none. */
  readonly auth: string | null
}

/** A failure that is known, and fails no run until its end. */
export interface KnownFailure {
  /** Name of a scenario, `*` for any characters. */
  readonly scenario: string
  /** Where it fails; by default on every port. */
  readonly port?: ProfileName | UsualNumber
  /** The faults that are known; by default whatever the cell fails by. Another fault of the cell fails the run. */
  readonly faults?: readonly VerifyFaultCode[] | undefined
  /** Why it fails, and is left as it is. */
  readonly reason: string
  /** The last day on which it counts, `2027-03-31` (UTC). */
  readonly until: string
}

/**
 * The state of a known failure. `failed`: it was seen. `unused`: its cells were run, and none failed so. `expired`: its end
 * has come, so its cells fail the run again. `not-run`: its cells were not among those of the run.
 */
export interface VerifyKnown extends Omit<KnownFailure, 'port'> {
  readonly port?: ProfileName | undefined
  readonly state: 'failed' | 'unused' | 'expired' | 'not-run'
}

/** How often a cell did one thing, of several runs. */
export interface VerifyTally {
  readonly verdict: VerifyVerdict
  readonly words: string
  readonly count: number
}

/** What went wrong in a cell. A code never changes its meaning, and has its paragraph in docs/verify.md. */
export type VerifyFaultCode = (typeof verifyFaultCodes)[number]
export const verifyFaultCodes = Object.freeze([
  'password-unencrypted',
  'login-unencrypted',
  'message-unencrypted',
  'envelope-unencrypted',
  'password-to-unproven-server',
  'message-to-unproven-server',
  'envelope-to-unproven-server',
  'server-proof-ignored',
  'injected-reply-used',
  'weak-tls-accepted',
  'other-recipient',
  'not-delivered',
  'other-user',
  'delivered-twice',
  'retried-for-good',
  'login-repeated',
  'failure-not-reported',
  'recipient-not-reported',
  'false-alarm',
  'hung',
] as const)

/**
 * How bad something is, worst first. `exposure`: others can read or get the password or the mail, or could. `mail`: it
 * is lost, sent twice, or may be lost. `false-alarm`: it arrived, and an error was reported. `manners`: standards
 * forbid it, and most servers accept it.
 */
export type VerifySeverity = (typeof verifySeverities)[number]
export const verifySeverities = Object.freeze(['exposure', 'mail', 'false-alarm', 'manners'] as const)

/** One mistake of the client, however many cells it fails in. */
export interface VerifyCause {
  /** What the client does or leaves out, in a line without a full stop. */
  readonly title: string
  /** That of its worst fault. */
  readonly severity: VerifySeverity
  /** Codes of all its faults, worst first. */
  readonly codes: readonly VerifyFaultCode[]
  /** One sentence: what was seen, for its worst fault. */
  readonly summary: string
  /** What to change, in a sentence. */
  readonly advice: string
  /** All cells in which it was seen. */
  readonly cells: readonly { readonly scenario: string; readonly profile: ProfileName }[]
}

export interface VerifyFault {
  readonly code: VerifyFaultCode
  /** How bad it is. Always there in reports of this version of Fourport. */
  readonly severity?: VerifySeverity | undefined
  /** One sentence: what it did. */
  readonly summary: string
  /** What to write instead, for the client's library where it was recognised; null: nothing that is known. */
  readonly fix: { readonly code: string; readonly language: string; readonly library: string } | null
  /** What the diagnosis says about the session, where that is the cause; null: nothing. */
  readonly finding: Finding | null
}
