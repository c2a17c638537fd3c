import type { Finding, RecognisedClient, Verdict } from '../model/finding.ts'
import type { SessionPort, SessionRecord } from '../model/session-record.ts'
import { catalogue } from './catalogue.ts'
import { identifySession } from './clients/session-identity.ts'
import type { Traits } from './clients/traits.ts'
import { recogniseByEarlier } from './clients/recognise-by-earlier.ts'
import { findingAddress } from './docs-address.ts'
import { readFacts, type Facts } from './facts.ts'
import { likelyLibraries } from './fixes/likely-libraries.ts'
import { describeProbe } from './probes.ts'
import type { Detection, RuleContext } from './rule.ts'
import { fatalRules, independentRules } from './rules/order.ts'
import { describeScan } from './scans.ts'
import { severityRank } from './severity-rank.ts'
import { snippetsFor } from './snippets.ts'
import type { TlsStack } from './stacks/tls-stack.ts'
import { summarise } from './summary.ts'

export interface DiagnosisContext {
  /**
   * Other sessions of the same host, any order: they tell a monitor, a spare connection, and who has taken the certificate
   * before. A function is called only where the verdict rests on them.
   */
  readonly earlier?: readonly SessionRecord[] | (() => readonly SessionRecord[])
  /** The session that ended right before this one, of whatever host, where this one is the latest and that is there at once. */
  readonly before?: (() => SessionRecord | null) | undefined
  /** The server's ports, so that a fix can name the one to use instead by its real number. Default: those in the record, if any. */
  readonly ports?: readonly Pick<SessionPort, 'profile' | 'port' | 'tls'>[] | undefined
  /** Milliseconds since 1970. Without it an open session is never found to have waited in vain. */
  readonly now?: number | undefined
  /** Address of the page on findings, which ends before its `#`. Default: that of the page in the package. */
  readonly docs?: string | undefined
  /** Who may log in at this server: for the settings of a client that named nobody. Default: a name that stands for one. */
  readonly user?: string | undefined
}

/**
 * What is wrong with the client of a session, from the record alone. Pure: the same record gives the same
 * verdict, live or read from a file. Of several causes it names the one that stopped the session first.
 * Notes alone do not make the outcome `findings`; a session that works is `ok` with or without them.
 */
export function diagnose(record: SessionRecord, context: DiagnosisContext = {}): Verdict {
  const facts = readFacts(record, context.now)
  return judge(facts, new Identity(facts, context), context)
}

/** Who speaks, as far as it shows. It sharpens words and chooses the code to print; the cause is what the record proves. */
export interface ClientIdentity {
  /** By what the session shows. */
  readonly client: RecognisedClient | null
  /** Else by what earlier sessions of the same client showed. */
  readonly earlierClient: RecognisedClient | null
  readonly stack: TlsStack | null
}

export function identify(facts: Facts, earlier: readonly SessionRecord[] = []): ClientIdentity {
  return new Identity(facts, { earlier })
}

/** Earlier sessions are asked only for a name that is needed: healthy sessions need none. */
class Identity implements ClientIdentity {
  readonly client: RecognisedClient | null
  readonly stack: TlsStack | null
  readonly #facts: Facts
  readonly #traits: Traits
  readonly #context: DiagnosisContext
  /** undefined: not asked. */
  #earlierClient: RecognisedClient | null | undefined

  constructor(facts: Facts, context: DiagnosisContext) {
    const { stack, traits, client } = identifySession(facts)
    this.client = client
    this.stack = stack
    this.#facts = facts
    this.#traits = traits
    this.#context = context
    this.#earlierClient = client === null ? undefined : null
  }

  get earlierClient(): RecognisedClient | null {
    if (this.#earlierClient === undefined)
      this.#earlierClient = recogniseByEarlier(this.#facts, this.#traits, earlierIn(this.#context))
    return this.#earlierClient
  }
}

export function judge(facts: Facts, identity: ClientIdentity, context: DiagnosisContext = {}): Verdict {
  const { record } = facts
  const { stack } = identity
  const ruleContext = new ContextOfRules(context, context.ports ?? record.ports, identity)
  const findings = detect(facts, ruleContext).map((detection) =>
    toFinding(detection, record, identity, context),
  )
  const outcome = outcomeOf(facts, ruleContext, findings)
  // A monitor may greet as a client does: a name is lent to who needs a fix.
  const client = identity.client ?? (findings.length > 0 ? identity.earlierClient : null)
  const tlsLibrary = stack && { name: stack.name, label: stack.label }
  return {
    outcome,
    findings,
    client,
    tlsLibrary,
    summary: summarise(facts, findings, outcome, ruleContext),
  }
}

function detect(facts: Facts, ruleContext: RuleContext): readonly Detection[] {
  // It fails on purpose, and nobody's set-up is wrong.
  if (describeScan(facts.record, ruleContext) !== null) return []
  const found: Detection[] = []
  for (const rule of fatalRules) {
    const detection = rule(facts, ruleContext)
    // No mistake of the client's.
    if (detection === null || mayBeOnPurpose(detection, facts)) continue
    found.push(detection)
    break
  }
  for (const rule of independentRules) {
    const detection = rule(facts, ruleContext)
    if (detection !== null && !found.some(({ id }) => id === detection.id)) found.push(detection)
  }
  return found
}

/** Whether what was set on purpose, a fault or a scenario, may have caused it. */
function mayBeOnPurpose({ evidence }: Detection, { onPurposeFrom }: Facts): boolean {
  return onPurposeFrom === 0 || evidence.some((n) => n >= onPurposeFrom)
}

function toFinding(
  detection: Detection,
  record: SessionRecord,
  identity: ClientIdentity,
  { docs, user }: DiagnosisContext,
): Finding {
  const { id, fixKind } = detection
  const client = identity.client ?? identity.earlierClient
  return {
    id,
    severity: detection.severity ?? catalogue[id].severity,
    confidence: detection.confidence,
    saw: detection.saw,
    why: detection.why,
    fix: detection.fix,
    snippets: snippetsFor(
      id,
      record,
      { library: client?.library ?? null, likely: () => likelyLibraries(identity.stack, record), user },
      fixKind,
    ),
    evidence: detection.evidence,
    messages: messagesAmong(detection.evidence, record),
    client,
    sessionId: record.id,
    profile: record.port.profile,
    port: record.port.port,
    docs: findingAddress(id, docs),
  }
}

/** Ids of the captured messages among these entries. */
export function messagesAmong(evidence: readonly number[], { entries }: SessionRecord): readonly string[] {
  const numbers = new Set(evidence)
  const ids: string[] = []
  for (const entry of entries) {
    if (entry.kind === 'message' && numbers.has(entry.n)) ids.push(entry.id)
  }
  return ids
}

function outcomeOf(facts: Facts, ruleContext: RuleContext, findings: readonly Finding[]): Verdict['outcome'] {
  if (findings.some((finding) => severityRank[finding.severity] > severityRank.note)) return 'findings'
  if (facts.delivered > 0) return 'ok'
  if (facts.faults.length > 0 || facts.onPurposeFrom === 0) return 'quiet'
  return describeProbe(facts, ruleContext) === null ? 'quiet' : 'probe'
}

/** Most sessions are healthy, and their rules ask for none of the words, and for no other session. */
class ContextOfRules implements RuleContext {
  readonly stack: TlsStack | null
  readonly shows: boolean
  readonly #context: DiagnosisContext
  readonly #ports: DiagnosisContext['ports']
  readonly #identity: ClientIdentity

  constructor(context: DiagnosisContext, ports: DiagnosisContext['ports'], identity: ClientIdentity) {
    this.stack = identity.stack
    this.shows = identity.client !== null
    this.#context = context
    this.#ports = ports
    this.#identity = identity
  }

  get earlier(): readonly SessionRecord[] {
    return earlierIn(this.#context)
  }

  get library(): string | null {
    return (this.#identity.client ?? this.#identity.earlierClient)?.library ?? null
  }

  get implicitTlsPort(): string {
    return portInWords(this.#ports, 'implicit', 'implicit TLS', 465)
  }

  get starttlsPort(): string {
    return portInWords(this.#ports, 'starttls', 'STARTTLS', 587)
  }
}

function earlierIn({ earlier = [] }: DiagnosisContext): readonly SessionRecord[] {
  return typeof earlier === 'function' ? earlier() : earlier
}

function portInWords(
  ports: DiagnosisContext['ports'],
  tls: SessionPort['tls'],
  name: string,
  usual: number,
): string {
  const known = ports?.find((port) => port.tls === tls)
  return known === undefined ? `the port for ${name} (usually ${usual})` : `port ${known.port} (${name})`
}
