import type { FaultNames } from '../faults/check-fault.ts'
import type { Eventual } from '../base/eventual.ts'
import type { MessageReader } from '../capture/message-reader.ts'
import type { Fault, FaultState } from '../model/fault.ts'
import type { ApiTestMail, ApiTestMailWanted } from '../model/api.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { Reviews } from '../diagnosis/reviews.ts'
import type { Finding, FindingMatch, Verdict } from '../model/finding.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { InboxLabel } from '../model/inbox-names.ts'
import type { ScenarioName } from '../model/scenario.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { LeafFacts } from '../model/tls-facts.ts'
import type { VerifyRun } from '../model/verify-run.ts'
import type { Store } from '../store/store.ts'
import type { WaitIndex } from '../store/wait-index.ts'
import type { WaitView } from '../store/wait.ts'

/** An address with credentials of its own, and a view of its own mail. */
export interface InboxFacts {
  readonly id: string
  readonly address: string
  readonly user: string
  readonly password: string
  /** null: none was given. */
  readonly name: string | null
  readonly purpose: string | null
}

/** Who asks for findings. */
export interface FindingReader {
  readonly signal: AbortSignal
  /** Only what concerns it. */
  readonly inbox: InboxFacts | undefined
}

/** All that the HTTP side may touch. Given by the wiring file; no route reaches further. */
export interface HttpContext {
  readonly version: string
  readonly startedAt: number
  /** What the path of everything begins with, such as `/mail`; '': nothing. */
  readonly webRoot: string
  readonly ports: readonly BoundPort[]
  readonly ca: { readonly pem: string; readonly file: string } | null
  /** The certificate that clients see, and the file that they must trust; null: no port has TLS. */
  readonly leaf: Pick<LeafFacts, 'names' | 'caFile'> | null
  /** Who may log in; null: anybody, with any password. */
  readonly login: { readonly user: string } | null
  readonly store: Store
  /** Reads what messages say. */
  readonly reader: MessageReader
  /** Who waits for mail. */
  readonly waits: WaitIndex
  verdict(session: SessionRecord): Eventual<Verdict>
  readonly reviews: Reviews
  /** Sessions still open, as they are now, and those that have just ended and are on their way into the store. */
  openSessions(): readonly SessionRecord[]
  /** Called when a session has begun, and whenever one has come further. */
  watchSessions(listener: () => void): () => void
  /** Sessions with findings that match, oldest first; those about to end are waited for, at most `withinMs`. */
  findings(
    match: FindingMatch,
    options: { readonly withinMs: number } & FindingReader,
  ): Promise<readonly { readonly session: SessionRecord; readonly findings: readonly Finding[] }[]>
  /** @throws FourportError WAIT_TIMEOUT */
  waitForFinding(
    match: FindingMatch,
    options: { readonly timeoutMs: number } & FindingReader,
  ): Promise<{ readonly session: SessionRecord; readonly finding: Finding }>
  /** Where findings are explained: on the page, once it runs. */
  docs(): string | undefined
  readonly inboxes: {
    /** The label has been checked. */
    create(label: InboxLabel): InboxFacts
    list(): readonly InboxFacts[]
    get(id: string): InboxFacts | undefined
    delete(id: string): boolean
    /** What it sees of mail and sessions. */
    viewOf(inbox: InboxFacts): WaitView
  }
  readonly faults: {
    list(): readonly FaultState[]
    /** Also one that has been taken off. */
    get(id: string): FaultState | undefined
    /** What those that are set may name. */
    readonly names: FaultNames
    /** @param fault - As `checkFault` lets it pass */
    set(fault: Fault): FaultState
    off(id: string): boolean
    clear(): number
    watch(listener: (status: FaultState) => void): () => void
  }
  readonly scenarios: {
    /** What is on a listener; null: it is as it was made. */
    of(listener: string): ScenarioName | null
    /** @throws FourportError OPTION_INVALID, OPTION_CONFLICT, SCENARIO_UNAVAILABLE, PORT_IN_USE, PORT_FORBIDDEN, PORT_UNAVAILABLE */
    set(name: string, listener: string): Promise<unknown>
    /** @throws FourportError PORT_IN_USE, PORT_FORBIDDEN, PORT_UNAVAILABLE */
    clear(listener: string): Promise<void>
    /** Calls back with the name of each listener that has got another one, or none. */
    watch(changed: (listener: string) => void): () => void
  }
  /** Sends a mail to a listener of this server by a real client. Never rejects for what becomes of that mail. */
  sendTestMail(listener: string, settings: ApiTestMailWanted['settings']): Promise<ApiTestMail>
  /** The run of `fourport verify` that this is the server of; null: it is none's. */
  readonly verifyRun: VerifyRun | null
  /** Takes a message as if it had been submitted. @throws FourportError MESSAGE_TOO_LARGE, STORE_FULL */
  inject(message: {
    readonly raw: Buffer
    readonly mailFrom: string
    readonly rcptTo: readonly string[]
  }): Promise<CapturedMessage>
  /** Sends a captured message to a real server; null where that is not configured. */
  readonly release: ((message: CapturedMessage, recipients: readonly string[]) => Promise<void>) | null
  readonly security: {
    /** Further names the Host header may carry. IP literals, localhost and the bind host are always allowed. */
    readonly allowedHosts: readonly string[]
    /** Exact origins that may read across sites; empty: none. */
    readonly corsOrigins: readonly string[]
    /** `user:password` for Basic, or a bare token for Bearer; null: open. */
    readonly basicAuth: string | null
    readonly token: string | null
  }
}
