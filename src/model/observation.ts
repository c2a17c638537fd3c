import type { FaultCut, FaultEhlo, FaultPace, FaultPoint, FaultTls } from './fault.ts'
import type { AuthMechanism } from './mechanisms.ts'
import type { Speaker } from './speaker.ts'
import type { ClientHello, TlsFacts } from './tls-facts.ts'

/** Every observation has its number in the session (gaps are entries that were dropped) and its time since the connect. */
interface Observed {
  readonly n: number
  /** Milliseconds since the connection was accepted, to the microsecond. */
  readonly atMs: number
}

/** A reply of ours, as it went out. `text` holds the lines without code and enhanced code. */
export interface ReplyObserved extends Observed {
  readonly kind: 'reply'
  readonly code: number
  readonly enhanced: string | null
  readonly text: readonly string[]
  readonly secure: boolean
}

/** A command line, redacted: AUTH arguments, and anything that may be a credential, are replaced by `…`. */
export interface CommandObserved extends Observed {
  readonly kind: 'command'
  /** Upper case. */
  readonly verb: string
  readonly line: string
  readonly secure: boolean
  /** What ended the line; RFC 5321 §2.3.8 allows only CRLF. */
  readonly lineEnd: 'crlf' | 'lf'
  /** Octets on the wire, line end included. */
  readonly sizeBytes: number
  /** Whether it came in one segment after a command whose reply was not out yet. */
  readonly pipelined: boolean
}

/** A line of an AUTH exchange after a 334. Never its content. */
export interface AuthLineObserved extends Observed {
  readonly kind: 'auth-line'
  readonly secure: boolean
  readonly what: 'response' | 'cancel'
}

/** The end of one AUTH attempt. */
export interface AuthObserved extends Observed {
  readonly kind: 'auth'
  /** As the client named it, upper case, cut to 32 characters. */
  readonly mechanism: AuthMechanism | string
  readonly outcome:
    | 'accepted'
    | 'rejected' // 535
    | 'cancelled' // `*`
    | 'malformed' // 501
    | 'unsupported' // 504
    | 'not-offered' // 502, 503 on a port without AUTH
    | 'before-tls' // 530
    | 'abandoned' // closed in the exchange
    | 'out-of-order' // 503
    | 'on-purpose' // a fault that was set
  readonly user: string | null
  readonly secure: boolean
  /** Whether a secret was in what the client sent: with `secure: false` it crossed the network unencrypted. */
  readonly credentialsSent: boolean
  /** Facts about the credentials that help and give nothing away. */
  readonly hints: readonly (
    | 'user-without-at' // where a user that the server knows has one
    | 'user-with-space'
    | 'password-empty'
    | 'password-trailing-newline'
    | 'user-trailing-newline'
    | 'user-unknown'
    // A user that the server knows, spelled so:
    | 'user-spaces' // with blanks around it
    | 'user-quoted'
    | 'user-url-encoded'
    | 'user-base64'
    | 'password-wrong' // the user is known; of what sends a token: the token
    // The password of that user, spelled so:
    | 'password-spaces' // with blanks around it, or without those that it has
    | 'password-spaces-within' // with other blanks
    | 'password-quoted'
    | 'password-url-encoded'
    | 'password-url-decoded' // once too often
    | 'password-base64'
    | 'user-and-password-swapped'
    | 'user-placeholder' // the name of a variable, or what one that is not set becomes
    | 'password-placeholder'
    | 'password-as-token' // a token that is the password of that user, and accepted
    | 'nonce-wrong' // SCRAM: not the one that the server sent
    | 'channel-binding-wrong' // SCRAM: another than its first message said
    | 'channel-binding-unoffered' // asked for of a mechanism that has none
    | 'channel-binding-missing' // of a mechanism that binds, not asked for
    | 'channel-binding-overlooked' // one was offered, and the client says that none was
    | 'channel-binding-type' // of a type that this channel does not have
    | 'channel-binding-of-another' // that of another channel
    | 'server-proof-refused' // SCRAM: all was right, and then the client broke off
  )[]
}

/** The bytes a peer opened with where they were no SMTP command. */
export interface FirstBytesObserved extends Observed {
  readonly kind: 'first-bytes'
  readonly protocol: Exclude<Speaker, 'nobody'>
  /** Up to 32 bytes in hex; none of a line that may hold a credential. */
  readonly hex: string
  /** The first line, if it is text: printable ASCII, cut to 80 characters, redacted. */
  readonly line: string | null
  /** Whether they came before our greeting was out. */
  readonly beforeGreeting: boolean
  /** They were an AUTH that carried a password. */
  readonly credentialsSent?: true
}

export interface ClientHelloObserved extends Observed {
  readonly kind: 'client-hello'
  readonly hello: ClientHello
  /** Whether this port could answer it here: false on a plaintext port or before STARTTLS. */
  readonly expected: boolean
  /**
   * The IP address of the server that the connection came to. Only there if the certificate holds other addresses and not
   * this one, and the client named no host: it asked for no server name, or for an address.
   */
  readonly reached?: string
}

export interface TlsEstablishedObserved extends Observed {
  readonly kind: 'tls-established'
  readonly tls: TlsFacts
}

/** A TLS alert by number and name (RFC 8446 §6). */
export interface TlsAlert {
  readonly number: number
  /** `unknown_ca`, `bad_certificate`, … */
  readonly name: string
}

/** A handshake that did not end well, or a session that ended by an alert right after it. */
export interface TlsFailedObserved extends Observed {
  readonly kind: 'tls-failed'
  readonly phase: 'before-hello' | 'handshake' | 'established'
  readonly reason:
    | 'client-alert'
    | 'client-closed' // FIN or RST in the handshake without an alert
    | 'not-tls' // bytes that are no TLS record
    | 'version' // nothing in common (we send protocol_version, 70)
    | 'cipher' // nothing in common (we send handshake_failure, 40)
    | 'timeout'
    | 'client-certificate' // ours to refuse
    | 'other'
  readonly alert: TlsAlert | null
  /** OpenSSL's code as Node gives it, `ERR_SSL_…`, or ''. */
  readonly code: string
}

/** Plaintext that came after STARTTLS and was thrown away (RFC 3207 §4.2, CVE-2011-0411). */
export interface DiscardedObserved extends Observed {
  readonly kind: 'discarded'
  readonly sizeBytes: number
  /** Verbs of the first lines, nothing else. */
  readonly verbs: readonly string[]
  /** One of them was an AUTH that carried a password. */
  readonly credentialsSent?: true
  /** They were a ClientHello: the client began TLS before the 220. */
  readonly tls?: true
}

/** Counts of what RFC 5321 forbids in message content. 0 everywhere is the normal case. */
export interface LineFaults {
  readonly bareLf: number
  readonly bareCr: number
  /** How many of the bare CR stood before a CRLF; left out where none did. */
  readonly doubleCr?: number | undefined
  /**
   * Number of the first line that ends otherwise than line 1, from 1, a CRLF at the very end not counted; left out
   * where all end alike.
   */
  readonly otherLine?: number | undefined
  /** Lines over 998 octets (RFC 5322 §2.1.1). */
  readonly longLines: number
  /** Octets above 127. */
  readonly eightBit: boolean
  readonly nul: boolean
}

/** The message content after DATA. */
export interface DataObserved extends Observed {
  readonly kind: 'data'
  readonly sizeBytes: number
  /** false: the client went away before CRLF.CRLF; nothing was captured. */
  readonly complete: boolean
  readonly faults: LineFaults
}

/** What is wrong with a header, by name and never by value (RFC 5322). */
export type HeaderFault =
  | 'empty-first-line' // a header follows it
  | 'indented-first-line' // of a header
  | 'field-in-fold' // an indented line is a field that the header has nowhere else
  | 'field-in-body' // the text begins with fields that the header has not: an empty line came too early
  | 'byte-order-mark' // before the first field
  | 'json' // in place of a header
  | 'line-without-field' // neither a field nor part of one
  | 'field-repeated'
  | 'to-missing' // and Cc, and Bcc; or To and Cc are empty
  | 'subject-missing' // or empty
  | 'date-unreadable'
  | 'date-1970'
  | 'message-id-malformed'
  | `${AddressField}-malformed`
  | `${AddressField}-without-domain`

/** A field that holds addresses, in lower case. */
export type AddressField = 'from' | 'to' | 'cc' | 'reply-to'

/** Facts of the header block that tell a client and what a real server would miss; no values but these. */
export interface HeaderFacts {
  /** Field names in order, in the client's own spelling, the first 40. */
  readonly names: readonly string[]
  /** Address in From, or null. */
  readonly from: string | null
  readonly messageId: string | null
  /** X-Mailer or User-Agent. */
  readonly mailer: string | null
  /** It holds octets above 127: raw text that needs SMTPUTF8 (RFC 6532), or an encoding (RFC 2047). */
  readonly eightBit?: true
  /** Left out where there is none. */
  readonly faults?: readonly HeaderFault[]
  /** Number of the first line that is neither a field nor part of one, from 1. */
  readonly lineWithoutField?: number
  /** Bcc holds something: its address, or null where there is more than one. */
  readonly bcc?: string | null
  /** The header is longer than what was looked at: what is not here may be there all the same. */
  readonly partial?: true
}

/** What is wrong with a part of a message, by name (RFC 2045, RFC 2046, RFC 2183). */
export type PartFault =
  | 'boundary-missing' // a multipart that names none
  | 'boundary-unused' // a multipart of which no delimiter line was found
  | 'multipart-open' // its last delimiter is missing
  | 'charset-missing' // text with octets above 127 that names none
  | 'charset-not-ascii' // declared as us-ascii, and has octets above 127
  | 'charset-not-utf8' // declared as utf-8, and is not
  | 'charset-is-utf8' // declared as iso-8859-1 or the like, and in all probability is UTF-8
  | 'attachment-without-name'

/** A part in which something is wrong. */
export interface PartFacts {
  readonly fault: PartFault
  /** Its place, as in IMAP (RFC 3501 §6.4.5): `1`, `2.1`; `0`: the message itself. */
  readonly part: string
  /** Its Content-Type without parameters, in lower case; null: it has none. */
  readonly type: string | null
  /** The charset that it declares, in its own spelling; left out where the fault is another or none is declared. */
  readonly charset?: string
}

/** A captured message. */
export interface MessageObserved extends Observed {
  readonly kind: 'message'
  readonly id: string
  readonly sizeBytes: number
  readonly header: HeaderFacts
  /** Parts in which something is wrong, the first ten; left out where there are none. */
  readonly parts?: readonly PartFacts[]
}

/** The server broke off: idle, a deadline, a limit, its own stop; or it gave a hint, or held its greeting, and went on. */
export interface ServerActedObserved extends Observed {
  readonly kind: 'server'
  readonly what: 'idle-timeout' | 'deadline' | 'limit' | 'shutdown' | 'hint' | 'fault' | 'greeting-held'
  readonly text: string
}

/** A fault that was set has fired: what the server does next was asked for. A refusal of its own follows as a reply. */
export interface FaultObserved extends Observed {
  readonly kind: 'fault'
  /** Which of the server's faults. */
  readonly id: string
  readonly at: FaultPoint
  readonly delayMs: number | null
  /** The code that it answers with. */
  readonly code: number | null
  readonly cut: FaultCut | null
  /** How often it had fired, this time included. */
  readonly fired: number
  /** How often it may; null: until it is removed. */
  readonly times: number | null
  /** At `content`: how many octets had come. */
  readonly afterBytes?: number
  readonly pace?: FaultPace
  /** The lines that went out in the same write after its reply. */
  readonly injected?: readonly string[]
  readonly ehlo?: FaultEhlo
  readonly tls?: FaultTls
  /** The server's `faultSeed`, where chance had a say. */
  readonly seed?: number
}

/** A socket error that was none of the above; `code` as the system gives it. */
export interface SocketErrorObserved extends Observed {
  readonly kind: 'socket-error'
  readonly code: string
}

export type Observation =
  | ReplyObserved
  | CommandObserved
  | AuthLineObserved
  | AuthObserved
  | FirstBytesObserved
  | ClientHelloObserved
  | TlsEstablishedObserved
  | TlsFailedObserved
  | DiscardedObserved
  | DataObserved
  | MessageObserved
  | ServerActedObserved
  | FaultObserved
  | SocketErrorObserved
