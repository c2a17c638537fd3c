import type { Finding, RecognisedClient, Verdict } from '../model/finding.ts'
import { isAlike, LatestUnlike, messageIdOf } from '../model/alike-sessions.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { recognise } from './clients/recognise.ts'
import { identifyAs, identifyRecord, isUnknown } from './clients/session-identity.ts'
import { type diagnose, type DiagnosisContext, messagesAmong } from './diagnose.ts'
import { isShareable } from './shareable.ts'

/** A program sends the same few kinds of mail again and again. */
const mostRemembered = 8

interface Remembered {
  readonly session: SessionRecord
  readonly verdict: Verdict
  /** Whether it rests on the fact that no other session of the host shows a client that is known. */
  readonly restsOnStrangers: boolean
  readonly ports: DiagnosisContext['ports']
  readonly docs: DiagnosisContext['docs']
  readonly user: DiagnosisContext['user']
}

/**
 * The same as {@link diagnose}, made once for sessions that are alike. Of those that deliver many are: a test suite and a
 * load test send the same mail again and again.
 */
export class SharedVerdicts {
  readonly #diagnose: typeof diagnose
  readonly #remembered = new LatestUnlike<Remembered>(mostRemembered)
  /** The last session of which it is known that no other of its host shows a known client; null: there is none. */
  #amongStrangers: SessionRecord | null = null

  constructor(make: typeof diagnose) {
    this.#diagnose = make
  }

  readonly of = (session: SessionRecord, context: DiagnosisContext = {}): Verdict => {
    if (!isShareable(session)) return this.#diagnose(session, context)
    const { ports, now, docs, user } = context
    const known = this.#remembered.find(
      (one) => one.ports === ports && one.docs === docs && one.user === user && isAlike(one.session, session),
    )
    if (known !== undefined && isNamedAlike(session, known) && this.#mayRestOn(session, context, known))
      return ofAnother(known, session)
    let asked: readonly SessionRecord[] | null = null
    const earlier = (): readonly SessionRecord[] => (asked ??= earlierIn(context))
    const verdict = this.#diagnose(session, { earlier, ports, now, docs, user })
    const others = asked as readonly SessionRecord[] | null
    if (others === null || others.every(isUnknown))
      this.#remembered.add({ session, verdict, restsOnStrangers: others !== null, ports, docs, user })
    return verdict
  }

  /** Where none of the others shows a known client, no name is lent, as none was before. */
  #mayRestOn(session: SessionRecord, context: DiagnosisContext, { restsOnStrangers }: Remembered): boolean {
    if (!restsOnStrangers) return true
    const last = this.#amongStrangers
    // Those before it are those before the last one, and that one.
    const isAmong =
      last !== null &&
      last.remote.host === session.remote.host &&
      context.before?.() === last &&
      isUnknown(last)
    const may = isAmong || earlierIn(context).every(isUnknown)
    this.#amongStrangers = may && typeof context.earlier === 'function' ? session : null
    return may
  }
}

function earlierIn({ earlier = [] }: DiagnosisContext): readonly SessionRecord[] {
  return typeof earlier === 'function' ? earlier() : earlier
}

/** Whether another Message-ID shows the same client, which is what it is looked at for. From here on the session is known. */
function isNamedAlike(session: SessionRecord, { session: model }: Remembered): boolean {
  const messageId = messageIdOf(session)
  const { traits, client } = identifyRecord(model)
  if (messageId === messageIdOf(model)) {
    identifyAs(session, model, traits)
    return true
  }
  const shown = { ...traits, messageId: messageId ?? '' }
  if (!isSameClient(recognise(shown), client)) return false
  identifyAs(session, model, shown)
  return true
}

function isSameClient(one: RecognisedClient | null, other: RecognisedClient | null): boolean {
  return one?.library === other?.library && one?.marks.join() === other?.marks.join()
}

function ofAnother({ verdict }: Remembered, session: SessionRecord): Verdict {
  const { outcome, findings, client, tlsLibrary, summary } = verdict
  if (findings.length === 0) return verdict
  const own = findings.map((finding) => ofSession(finding, session))
  return { outcome, findings: own, client, tlsLibrary, summary }
}

/** Field by field: V8 looks up in its runtime what follows a spread. */
function ofSession(finding: Finding, session: SessionRecord): Finding {
  return {
    id: finding.id,
    severity: finding.severity,
    confidence: finding.confidence,
    saw: finding.saw,
    why: finding.why,
    fix: finding.fix,
    snippets: finding.snippets,
    evidence: finding.evidence,
    messages: messagesAmong(finding.evidence, session),
    client: finding.client,
    sessionId: session.id,
    profile: finding.profile,
    port: finding.port,
    docs: finding.docs,
  }
}
