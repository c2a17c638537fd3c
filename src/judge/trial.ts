import type { RecognisedClient, Verdict } from '../model/finding.ts'
import type { ProfileName, TlsMode } from '../model/port-profile.ts'
import type { Scenario } from '../model/scenario.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { VerifyEnd } from '../model/verify.ts'

/** One run of a client, as it is judged: what it met, and all that was seen of it. */
export interface Trial {
  readonly scenario: Scenario
  /** What the client was told of the port, whatever the scenario made of it. */
  readonly port: { readonly profile: ProfileName; readonly tls: TlsMode }
  /** The name or address that it was told. */
  readonly host: string
  /** Why that is `localhost` although nobody asked for it, as a clause; null: it is not, or somebody did. */
  readonly whyLocalhost: string | null
  /** Whether it was given a user and a password. */
  readonly login: boolean
  /** Whether it was set to require TLS wherever its port has it, also without a login. */
  readonly requireTls: boolean
  /** The user that it was given; null: none, or any will do. */
  readonly user: string | null
  /** The recipients that it was given; null: that is not known, or it may have its own. */
  readonly to: readonly string[] | null
  /** `unseen`: it was started by a request or by hand, and nobody saw its end. */
  readonly kind: 'command' | 'function' | 'unseen'
  /** The CA that it was told to trust, by a name that outlasts the run. */
  readonly caFile: string
  /** Its connections, in their order. */
  readonly records: readonly SessionRecord[]
  /** What the diagnosis says of each of them. */
  readonly verdicts: readonly Verdict[]
  /** What tells the body of a message from others, by the id of the message, where it was read. */
  readonly bodies: ReadonlyMap<string, string>
  readonly end: VerifyEnd | null
  /** How long it was given, in milliseconds: from its first connection on, or to come to one. */
  readonly limitMs: number
  readonly durationMs: number
  /** How it did with the same settings at a server that is in order; null: this is that run. */
  readonly control: Control | null
  /** How it did at such a server that it was told by a name, where it is told an address now; null: it is not, or was not run there. */
  readonly byName: Control | null
  /** It refuses a certificate for the name that it was told, and delivers where the certificate has the address alone. */
  readonly comparesAddress: boolean
}

/** The same client on the same port, at a server that is in order. */
export interface Control {
  readonly delivered: boolean
  /** How often each recipient gets a message in one run; more than once is a fault of its own. */
  readonly perRecipient: number
  /** The name that it asked for in its handshakes; null: for none. */
  readonly asksFor: string | null
  /** Mechanisms by which it logged in, or tried to. Default: that is not known. */
  readonly mechanisms?: readonly string[]
  /** null: its library was not recognised. */
  readonly client: RecognisedClient | null
}
