import type { Fault } from '../model/fault.ts'
import type { Severity } from '../model/judgement.ts'
import type { AuthMechanism, MechanismPreset } from '../model/mechanisms.ts'
import type { AuthPolicy, ByPort, ProfileName, SubmissionKey, TlsMode } from '../model/port-profile.ts'
import type { StoreSync } from '../model/store-sync.ts'
import type { TlsVersion } from '../model/tls-version.ts'
import type { CatcherName } from './catcher-names.ts'
import type { MemoryBudget } from './memory-budget.ts'
import type { PortOptions } from './ports/resolve.ts'

/** Credentials that may log in. */
export interface UserOption {
  readonly user: string
  readonly password: string
}

/** An additional listener that behaves like one of the four, or as a `catcher`. */
export interface ListenerOption {
  /** Its name in the list of ports, in records and in queries; not one of the four's. A catcher may be called `catcher`. */
  readonly name: string
  readonly profile: ProfileName
  /** 0: any free one. */
  readonly port: number
  /** Default: `host` of the server. */
  readonly host?: string | readonly string[]
}

/** The real server that captured messages may be released to. */
export interface ReleaseOption {
  readonly host: string
  /** Default: 465 with implicit TLS, else 587. */
  readonly port?: number
  /** Default `starttls`, required; `none` sends unencrypted. */
  readonly tls?: TlsMode
  readonly user?: string
  readonly password?: string
  /** Recipients that mail may be released to: addresses, `@domain`, or `*`; ASCII case does not matter. Required, so that test mail does not reach people by accident. */
  readonly allowRecipients: readonly string[]
}

/** What `startServer()` takes. All optional; numbers carry their unit in the name. */
export interface ServerOptions {
  /** Address or addresses to listen on. Default `['127.0.0.1', '::1']`, as clients resolve `localhost` to either. */
  readonly host?: string | readonly string[]
  /** Port number of each of the four, 0 for any free one, `off` for none. Default 0; the command's default is 25, 465, 587, 2525. */
  readonly ports?: Partial<ByPort<number | 'off'>>
  /** Further listeners. Default none. */
  readonly listeners?: readonly ListenerOption[]
  /** Scenarios by the names of their listeners, from the start: `{ submission: 'cert-expired' }`. docs/scenarios.md has all of them. Default none. */
  readonly scenarios?: Readonly<Record<string, string>>
  /** Fail if the system forbids a port below 1024, instead of using the number plus 10000. Default false. */
  readonly strictPorts?: boolean
  /** Whether clients may or must log in, for the submission ports together or each; `catcher` is a listener that has this profile. Default `optional`. */
  readonly auth?: AuthPolicy | { readonly [Key in SubmissionKey]?: AuthPolicy }
  /**
   * The only credentials accepted; with them SCRAM-SHA-256 (RFC 7677) and OAUTHBEARER (RFC 7628) are
   * offered too, the last with the password as token. Default none given: any user with any password. An empty list beside `auth: 'required'` is refused.
   */
  readonly users?: readonly UserOption[]
  /** File with a `user:password` line for each additional user. Default none. */
  readonly usersFile?: string
  /**
   * The mechanisms that EHLO lists, and the only ones that are accepted; the server decides their order. Those that
   * need users are refused if there are none. `modern` stands for all of them, SCRAM-SHA-256-PLUS (RFC 7677) included.
   * Default: all that can work, except SCRAM-SHA-256-PLUS, which some clients choose but do not support.
   */
  readonly authMechanisms?: readonly (AuthMechanism | MechanismPreset)[]
  /**
   * Names of listeners on which clients may log in and send mail without TLS, as no real server allows (RFC 8314 §4); a listener
   * with the profile `catcher` always is one. Each session that sends a password this way gets a warning. Default none.
   */
  readonly authWithoutTls?: readonly string[]
  /** Offer STARTTLS on the relay port, without requiring it, as real mail exchangers do. Default false. */
  readonly relayStartTls?: boolean
  /** Additional names and addresses for the certificate, besides localhost, 127.0.0.1, ::1 and the machine's name. Default none. */
  readonly hostNames?: readonly string[]
  /** Name in the greeting and in the answer to EHLO (RFC 5321 §4.2). Default `localhost`. */
  readonly serverName?: string
  /** Folder of the local CA and certificate. Default `certs/` of a checkout, else the user's data folder. */
  readonly certs?: string
  /**
   * File to which the certificate of the local CA is copied, for clients that must trust it but must not read its key.
   * Default none. Not written where there is no local CA, as with `cert`.
   */
  readonly caCopy?: string
  /** Certificate chain of your own: path of a PEM file, or PEM text. Needs `key`. Default: Fourport's own. */
  readonly cert?: string
  /** Its private key: path of a PEM file, or PEM text. */
  readonly key?: string
  /** Oldest TLS version accepted. Default `TLSv1.2`, as RFC 8996 retired the older ones. */
  readonly tlsMinVersion?: TlsVersion
  /** Newest TLS version accepted. Default `TLSv1.3`. */
  readonly tlsMaxVersion?: TlsVersion
  /** Largest message, in bytes, announced by SIZE (RFC 1870). Default 25 MiB, as large providers accept, or less if memory is short. */
  readonly sizeLimitBytes?: number
  /** Recipients of one message; the next gets 452 4.5.3. Default 1000; RFC 5321 §4.5.3.1.8 asks for 100 at least. */
  readonly maxRecipients?: number
  /** Connections open at once on each listener. Default 1000. */
  readonly maxConnections?: number
  /** Bytes of messages still arriving, all listeners together; beyond it DATA gets 452 4.3.1. Default 128 MiB, or less if memory is short. */
  readonly inFlightLimitBytes?: number
  /** Milliseconds a client may be silent before 421 4.4.2. Default 300,000: RFC 5321 §4.5.3.2.7 asks for 5 minutes at least, and a client under a debugger needs them. */
  readonly idleTimeoutMs?: number
  /** Milliseconds a connection may last in all. Default 1,800,000 (30 minutes), so that a client that sends very slowly is ended. */
  readonly sessionTimeoutMs?: number
  /** Milliseconds for a TLS handshake. Default 60,000: longer than the 30 s most clients wait, so that clients report their own time-out. */
  readonly handshakeTimeoutMs?: number
  /** Milliseconds that `close()` waits for messages in flight. Default 4000: a container is killed 10 s after its SIGTERM. */
  readonly closeTimeoutMs?: number
  /** Faults to set at the start, as with `server.fault()`. Default none. */
  readonly faults?: readonly Fault[]
  /** Whether recipient addresses such as `fail+451@example.test` choose how they fail. Default true. */
  readonly addressFaults?: boolean
  /**
   * SQLite file that keeps mail, sessions and labels over a restart; it is made where there is none, and one server at a
   * time can use it. Needs Node 22.13 or newer. Default: the memory of the process.
   */
  readonly store?: string
  /** What a 250 waits for with `store`. `full`: the disk has the message. `normal`: the system has it, and a power cut can lose the last messages. Default `full`. */
  readonly storeSync?: StoreSync
  /** Whether to only show what an earlier run left in `store`: no SMTP port is opened, and changes are refused. Default false. */
  readonly readOnly?: boolean
  /** Messages kept; the oldest goes first. Default 50,000, or less if memory is short: small messages then stay under 200 MiB. */
  readonly maxMessages?: number
  /** Bytes of messages kept. Default 256 MiB, or less if the memory of the container or machine is short. */
  readonly maxMessageBytes?: number
  /** Milliseconds a message is kept. Default 0: no limit. */
  readonly maxAgeMs?: number
  /** Session records kept. Default 10,000. */
  readonly maxSessions?: number
  /** Bytes of session records kept, estimated. Default 64 MiB, or less if the heap is small. */
  readonly maxSessionBytes?: number
  /** Decides which faults with a `probability` fire, 0 to 4,294,967,295: the same seed repeats them for the same clients. Default: random at each start. */
  readonly faultSeed?: number
  /** Answer a client that waits for the wrong protocol, or starts with TLS on a plaintext port, with a line that says so. Default false; the command's default is true. */
  readonly hints?: boolean
  /** Port of the page and the HTTP API, 0 for any free one. Default `off`; the command's default is 8025. */
  readonly http?: number | 'off'
  /** Address or addresses of the page. Default: `host`. */
  readonly httpHost?: string | readonly string[]
  /**
   * Path that the page, the API and all their addresses are beneath, such as `/mail`; everything outside gets 404. Letters,
   * digits, `.`, `-`, `_` and `~`, in one or more parts. Default `/`.
   */
  readonly webRoot?: string
  /** Additional host names that the page accepts, `*` for every one; others are refused, to prevent DNS rebinding. Default: localhost, IP addresses, names without a dot, `host.docker.internal` and `httpHost`. */
  readonly allowedHosts?: readonly string[]
  /** Origins (`https://app.test:3000`) that may read the API from a browser. Default none. */
  readonly corsOrigins?: readonly string[]
  /** `user:password` that the page asks for. Default: open on loopback. */
  readonly httpAuth?: string
  /** Bearer token that the API accepts. Default none. */
  readonly httpToken?: string
  /** Serve the page over HTTPS, with the certificate of the mail ports. Default false. */
  readonly https?: boolean
  /**
   * Serve the page without a login on an address that is not loopback. Default false. The container image
   * sets it: inside, all addresses are the container's own, and the person who publishes the port decides who can reach it.
   */
  readonly insecureNoAuth?: boolean
  /** Real server for releasing captured messages. Default off. */
  readonly release?: ReleaseOption | 'off'
  /** File to which each session record is appended, one JSON object a line; `fourport explain` reads it. Default none. */
  readonly record?: string
}

/** Options of the command that the library does not have. */
export interface CommandOptions extends ServerOptions {
  /** Replace another mail catcher: its listener on port 1025, its page's port, its variables. Default: none. */
  readonly as?: CatcherName
  /** Use a free port for each of the four and for the page, except those that have a number or are off. Default false; `startServer()` uses free ports anyway. */
  readonly anyPorts?: boolean
  /** Config file, instead of `fourport.config.json` in the working directory. */
  readonly config?: string
  /** Exit with 1 on stopping if a session had a finding of this severity or a worse one. Default `never`. */
  readonly failOn?: Exclude<Severity, 'note'> | 'never'
  /** Print one JSON object a line. Default false. */
  readonly json?: boolean
  /** Print warnings and errors only. Default false. */
  readonly quiet?: boolean
  /** Colour the output. Default `auto`: on a terminal, unless NO_COLOR is set. */
  readonly color?: 'auto' | 'always' | 'never'
}

/** The options after defaults, checks and merging: frozen, complete, paths absolute. null: not given. */
export interface ResolvedOptions extends PortOptions {
  /** Every user, those of the file included; empty: any credentials are accepted. */
  readonly users: readonly UserOption[]
  readonly usersFile: string | null
  readonly anyPorts: boolean
  readonly as: CatcherName | null
  /** Name of the scenario by the name of its listener. */
  readonly scenarios: Readonly<Record<string, string>>
  readonly hostNames: readonly string[]
  readonly serverName: string
  /** null: where src/tls keeps them by itself. */
  readonly certs: string | null
  readonly caCopy: string | null
  /** Path, or PEM text. Both or neither are given. */
  readonly cert: string | null
  readonly key: string | null
  readonly tlsMinVersion: TlsVersion
  readonly tlsMaxVersion: TlsVersion
  readonly sizeLimitBytes: number
  readonly maxRecipients: number
  readonly maxConnections: number
  readonly inFlightLimitBytes: number
  readonly idleTimeoutMs: number
  readonly sessionTimeoutMs: number
  readonly handshakeTimeoutMs: number
  readonly closeTimeoutMs: number
  readonly faults: readonly Fault[]
  readonly addressFaults: boolean
  /** Path of the file; null: mail is kept in memory. */
  readonly store: string | null
  readonly storeSync: StoreSync
  readonly readOnly: boolean
  readonly maxMessages: number
  readonly maxMessageBytes: number
  readonly maxAgeMs: number
  readonly maxSessions: number
  readonly maxSessionBytes: number
  /** null: random at each start. */
  readonly faultSeed: number | null
  readonly hints: boolean
  readonly http: number | 'off'
  readonly httpHost: readonly string[]
  /** Without a slash at its end; '': the top. */
  readonly webRoot: string
  readonly allowedHosts: readonly string[]
  readonly corsOrigins: readonly string[]
  readonly httpAuth: string | null
  readonly httpToken: string | null
  readonly https: boolean
  readonly insecureNoAuth: boolean
  readonly release: ResolvedRelease | null
  readonly record: string | null
  readonly config: string | null
  readonly failOn: Exclude<Severity, 'note'> | 'never'
  readonly json: boolean
  readonly quiet: boolean
  readonly color: 'auto' | 'always' | 'never'
  /** What the rest may keep. */
  readonly memory: MemoryBudget
  /** What is said at the start: options that take more than there is room for, and those with a risk. */
  readonly warnings: readonly string[]
}

export interface ResolvedRelease {
  readonly host: string
  readonly port: number
  readonly tls: TlsMode
  readonly user: string | null
  readonly password: string | null
  /** In the spelling of `canonicalAddress`, in lower case. */
  readonly allowRecipients: readonly string[]
}
