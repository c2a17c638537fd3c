/**
 * What the HTTP API says, as types only: the page and the typed client are written against these.
 * Times are ISO 8601 strings, sizes bytes, durations milliseconds. See docs/http-api.md.
 */
import type { FaultState } from './fault.ts'
import type { FixSnippet, RecognisedClient, Verdict, Finding } from './finding.ts'
import type { Severity } from './judgement.ts'
import type { Envelope, MessageOrigin } from './message.ts'
import type { LineFaults } from './observation.ts'
import type { FoundLink, HeaderField, MailAddress, ParsedMessage } from './parsed-message.ts'
import type { BoundPort, ProfileName } from './port-profile.ts'
import type { Demand, Scenario, ScenarioName } from './scenario.ts'
import type { SessionPort, SessionRecord } from './session-record.ts'
import type { TlsFacts } from './tls-facts.ts'

/** `GET /api/info` */
export interface ApiInfo {
  readonly name: 'fourport'
  readonly version: string
  readonly startedAt: string
  readonly uptimeMs: number
  /** Position of the last event of the stream. */
  readonly position: number
  readonly counts: {
    readonly messages: number
    /** Of them, those that nobody has read. */
    readonly unread: number
    readonly messageBytes: number
    readonly sessions: number
    readonly openSessions: number
    readonly evictedMessages: number
    readonly evictedSessions: number
  }
  /** What this server is set up to do. `verify`: it is that of a run of `fourport verify`. */
  readonly features: {
    readonly release: boolean
    readonly ca: boolean
    readonly verify: boolean
    readonly readOnly: boolean
  }
  /** Path of the CA file on the server's disk; null: no CA. The same PEM is at `/api/ca.pem`. */
  readonly caFile: string | null
}

/** An element of `GET /api/ports`. */
export interface ApiPort extends BoundPort {
  /** Messages and ended sessions since the server started; what was deleted since counts too. */
  readonly received: { readonly messages: number; readonly sessions: number }
  /** Scenario of the listener; null: none, and the other fields describe it. */
  readonly scenario: ScenarioName | null
  /** What a client meets here under that scenario; without one, the same as the rest says. */
  readonly now: ApiPortNow
  /** What a client must set here, one per library, with this server's host and port; the first is in plain words. */
  readonly settings: readonly FixSnippet[]
}

/** What a client meets at a listener now. */
export interface ApiPortNow extends Pick<BoundPort, 'tls' | 'tlsRequired' | 'auth'> {
  /** false: the scenario is that nobody listens. */
  readonly listens: boolean
}

/** `GET /api/ports` */
export interface ApiPorts {
  readonly ports: readonly ApiPort[]
}

/** `POST /api/ports/{name}/test-mail`. `wrong`: with the mistake that many make on such a port. */
export interface ApiTestMailWanted {
  readonly settings: 'right' | 'wrong'
}

export interface ApiTestMail {
  /** Whether the server accepted the mail. */
  readonly sent: boolean
  /** What that client reported; null: no error. */
  readonly error: string | null
  /** The session that shows it; null: no connection came about, or its session had not ended after a while. */
  readonly session: string | null
}

/** `GET /api/scenarios` */
export interface ApiScenarios {
  readonly scenarios: readonly ApiScenario[]
}

export interface ApiScenario extends Pick<Scenario, 'name' | 'group' | 'title' | 'source' | 'on'> {
  /** `needs`: where it is not there, the requirement is nothing more than an observation; null: nothing is needed. */
  readonly demand: Pick<Demand, 'rule' | 'what'> & { readonly needs: NonNullable<Demand['needs']> | null }
  /** How a client must name the host to meet this server; null: in any way. */
  readonly connectBy: NonNullable<Scenario['connectBy']> | null
  /** How many recipients its message must have to meet this server. */
  readonly recipients: number
}

/** Body of `PUT /api/ports/{name}/scenario` */
export interface ApiScenarioWanted {
  readonly name: string
}

/** Its answer, and the event `scenario`. */
export interface ApiPortScenario {
  readonly listener: string
  readonly scenario: ScenarioName | null
  readonly now: ApiPortNow
}

/** An element of `GET /api/messages`; also the data of a `message` event. */
export interface ApiMessageSummary {
  readonly id: string
  /** Grows by one with each message; the cursor of the list. */
  readonly seq: number
  readonly receivedAt: string
  /** Envelope sender (MAIL FROM); '' is the null reverse-path. */
  readonly from: string
  /** Envelope recipients (RCPT TO), Bcc among them. */
  readonly to: readonly string[]
  /** The first mailbox of the header's From, null where there is none. */
  readonly headerFrom: MailAddress | null
  /** Decoded; '' where there is none. */
  readonly subject: string
  /** The beginning of the text, white space folded, up to 160 characters. */
  readonly preview: string
  readonly attachmentCount: number
  /** The Bcc field was sent with it, for every recipient to read, and this is not the copy of the one in it (RFC 5322 §3.6.3). */
  readonly bccInHeader: boolean
  readonly sizeBytes: number
  readonly listener: string
  readonly profile: ProfileName
  readonly port: number
  readonly tls: TlsFacts | null
  /** AUTH user of the session. */
  readonly user: string | null
  readonly sessionId: string
  /** Why the body could not be parsed whole; null: it could. */
  readonly parseError: string | null
  /** Whether somebody opened it on the page or by a client of Mailpit, or marked it as read. */
  readonly isRead: boolean
  /** Sorted: those of plus-addresses and of X-Tags, unless others were set. */
  readonly tags: readonly string[]
}

/** `GET /api/messages/count`: how many match, and how many of them nobody has read. */
export interface ApiMessageCount {
  readonly messages: number
  readonly unread: number
}

/** `PUT /api/messages/labels`. What is left out stays as it is. */
export interface ApiLabelsWanted {
  readonly isRead?: boolean
  /** In place of those that each message has. */
  readonly tags?: readonly string[]
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
}

/** Its answer: how many messages were selected. */
export interface ApiLabelled {
  readonly messages: number
}

/** `GET /api/tags`: each tag that a message has, sorted. */
export interface ApiTags {
  readonly tags: readonly { readonly name: string; readonly messages: number }[]
}

/** A page of messages, newest first. */
export interface ApiMessagePage {
  readonly messages: readonly ApiMessageSummary[]
  /** Pass as `before` for the next page; null: this was the last. */
  readonly nextBefore: number | null
}

export interface ApiAttachment {
  readonly index: number
  /** Decoded and cleaned: no path, no control characters. Never empty. */
  readonly filename: string
  /** As the message claims. What is served is limited to a list of harmless types. */
  readonly contentType: string
  readonly disposition: 'attachment' | 'inline'
  readonly contentId: string | null
  readonly sizeBytes: number
  /** Downloads it. */
  readonly url: string
  /** Shows it as an image; null where it is none of png, jpeg, gif, webp. */
  readonly imageUrl: string | null
}

/** `GET /api/messages/{id}/attachments/{n}/message`: a mail within a message (an attachment of type message/rfc822). */
export interface ApiNestedMail extends Pick<
  ParsedMessage,
  'subject' | 'from' | 'to' | 'cc' | 'messageId' | 'date' | 'text' | 'parseError'
> {
  /** To show it use `/api/messages/{id}/attachments/{n}/html`, which is safe to put into a sandboxed frame. */
  readonly hasHtml: boolean
  readonly attachments: readonly Pick<ApiAttachment, 'filename' | 'contentType' | 'sizeBytes'>[]
}

/** `GET /api/messages/{id}` */
export interface ApiMessage extends ApiMessageSummary, MessageOrigin {
  /** What the client said to the server (RFC 5321). */
  readonly envelope: Envelope
  /** What the message says about itself (RFC 5322). */
  readonly header: {
    readonly from: readonly MailAddress[]
    readonly to: readonly MailAddress[]
    readonly cc: readonly MailAddress[]
    readonly bcc: readonly MailAddress[]
    readonly replyTo: readonly MailAddress[]
    readonly messageId: string | null
    readonly date: string | null
  }
  /** Recipients of the envelope that neither To nor Cc names: who was in Bcc. */
  readonly bcc: readonly string[]
  readonly headers: readonly HeaderField[]
  readonly text: string
  /** As sent. To show it use `/api/messages/{id}/html`, which is safe to put into a sandboxed frame. */
  readonly html: string | null
  readonly attachments: readonly ApiAttachment[]
  readonly links: readonly FoundLink[]
  readonly codes: readonly string[]
  readonly faults: LineFaults
  /** The findings about this message, as long as its session is kept. Fixes are with the session. */
  readonly findings: readonly ApiMessageFinding[]
}

/** A finding about one message. */
export interface ApiMessageFinding {
  readonly id: string
  readonly severity: Severity
  readonly saw: string
  readonly fix: string
}

/** An element of `GET /api/sessions`; also the data of a `session` event. */
export interface ApiSessionSummary {
  readonly id: string
  readonly port: SessionPort
  readonly remote: { readonly host: string; readonly port: number }
  readonly startedAt: string
  /** null while it is open. */
  readonly durationMs: number | null
  readonly speaker: SessionRecord['speaker']
  readonly clientName: string | null
  readonly tls: TlsFacts | null
  readonly user: string | null
  readonly messages: readonly string[]
  readonly outcome: Verdict['outcome']
  /** One line for a list. */
  readonly summary: string
  readonly client: RecognisedClient | null
  readonly tlsLibrary: Verdict['tlsLibrary']
  readonly findings: readonly { readonly id: string; readonly severity: Severity; readonly saw: string }[]
  /** See `ApiSession`. */
  readonly onPurpose: ApiOnPurpose | null
}

/** `GET /api/sessions`: open ones first, then newest first. */
export interface ApiSessionPage {
  readonly sessions: readonly ApiSessionSummary[]
  /** Pass as `before` for the next page; null: this was the last. */
  readonly nextBefore: string | null
}

/** `GET /api/sessions/{id}` */
export interface ApiSession {
  readonly record: SessionRecord
  readonly verdict: Verdict
  /** The fix of each finding, by its id, in every library there is; in plain words first. */
  readonly fixes: Readonly<Record<string, readonly FixSnippet[]>>
  /** The latest one like it that delivered; null: none is kept, or nothing is wrong with this one. */
  readonly worked: ApiWorked | null
  /** Whether its client did what the scenario on the listener asks for; null: none was on, or the session goes on. */
  readonly onPurpose: ApiOnPurpose | null
}

/** What one connection shows of a client that met a scenario. `open`: nothing, or not enough; `words` say why. */
export interface ApiOnPurpose {
  readonly verdict: 'right' | 'wrong' | 'open'
  readonly words: string
}

/** A session that delivered, beside one that did not. */
export interface ApiWorked {
  readonly session: ApiSessionSummary
  /** `client`: by the same program, as far as the records show. `port`: by another, on the same port. */
  readonly same: 'client' | 'port'
  /** In what the two differ, the likeliest cause first. */
  readonly differences: readonly ApiDifference[]
}

/** What two sessions did not do alike. */
export interface ApiDifference {
  readonly what: string
  readonly here: string
  readonly there: string
}

/** An element of `GET /api/findings`. */
export interface ApiFinding extends Finding {
  /** When its session began. */
  readonly startedAt: string
}

/** `GET /api/findings`: newest session first. `GET /api/findings/wait` answers with one of them. */
export interface ApiFindings {
  readonly findings: readonly ApiFinding[]
}

/** An element of `GET /api/findings/groups`: what one client got wrong on one port, in all its sessions. */
export interface ApiFindingGroup {
  /** Id of the finding. */
  readonly id: string
  readonly severity: Severity
  /** Its library if it was recognised, else its own name for itself, else its protocol. */
  readonly client: string
  /** Id of the library; null: not recognised. */
  readonly library: string | null
  readonly listener: string
  readonly port: number
  readonly saw: string
  readonly fix: string
  /** The fix as lines to write, of the latest session; null: there are none. */
  readonly code: string | null
  /** How many sessions. */
  readonly sessions: number
  /** The latest of them. */
  readonly sessionId: string
  /** When the first and the latest of them began. */
  readonly firstAt: string
  readonly lastAt: string
  /** When a client of the same host, with the same name in EHLO or else the same TLS, last delivered on this port with nothing wrong, after the latest of these sessions; null: it has not. */
  readonly fixedAt: string | null
  /** The session in which it did. */
  readonly fixedBy: string | null
}

/** `GET /api/findings/groups`: what is wrong now first. Notes are left out. */
export interface ApiFindingGroups {
  readonly groups: readonly ApiFindingGroup[]
}

/** `POST /api/inboxes` and an element of `GET /api/inboxes`. */
export interface ApiInbox {
  readonly id: string
  readonly address: string
  readonly user: string
  readonly password: string
  /** What it is called; null: it has no name. */
  readonly name: string | null
  /** What it is for; null: nobody said. */
  readonly purpose: string | null
}

/** `GET /api/inboxes` */
export interface ApiInboxes {
  readonly inboxes: readonly ApiInbox[]
}

/** What a DELETE of messages removed. */
export interface ApiDeleted {
  readonly deleted: number
}

/** `POST /api/messages`, as JSON. */
export interface ApiInjection {
  /** Envelope sender. Default: the address in the header's From. */
  readonly mailFrom?: string
  /** Envelope recipients. Default: the addresses in To, Cc and Bcc. */
  readonly rcptTo?: readonly string[]
  /** The whole message as text, CRLF or LF between lines. One of `raw` and `rawBase64`. */
  readonly raw?: string
  /** The whole message, its exact bytes. */
  readonly rawBase64?: string
}

/** `POST /api/messages/{id}/release` */
export interface ApiRelease {
  /** Each one bare address; its domain, or it, has to be among those allowed. */
  readonly to: readonly string[]
}

/** Any error: RFC 9457, `application/problem+json`. */
export interface ApiProblem {
  /** A reference into `/api/docs`. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  /** Stable, for programs: `PARAMETER_INVALID`, `NOT_FOUND`, `WAIT_TIMEOUT`, … */
  readonly code: string
  /** The parameter or body field that is wrong. */
  readonly parameter?: string
  /** Of WAIT_TIMEOUT: what came instead. */
  readonly nearMisses?: readonly {
    readonly message: ApiMessageSummary
    readonly differs: readonly string[]
  }[]
  /** Of WAIT_TIMEOUT: the sessions of that time, with what is wrong with them. */
  readonly sessions?: readonly ApiSessionSummary[]
}

/** Answer of `GET /api/faults`. */
export interface ApiFaults {
  readonly faults: readonly FaultState[]
}
