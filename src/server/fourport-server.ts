import { inspect, type InspectOptions } from 'node:util'
import { type Eventual, heldForLater } from '../base/eventual.ts'
import type { Finding } from '../model/finding.ts'
import type { Message, ServerMailbox, StoreCounts } from '../model/mailbox.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { SetScenario } from '../model/scenario.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { ServerPorts, ServerPort } from './server-port.ts'

/** What listeners of `on` are called with. */
export interface ServerEvents {
  readonly message: Message
  /** A session that has ended. */
  readonly session: SessionRecord
  readonly finding: Finding
  /** An error inside Fourport that did not stop it. */
  readonly error: unknown
}

/** A running server. */
export interface FourportServer extends ServerMailbox, AsyncDisposable {
  readonly ports: ServerPorts
  /** Every listener, including your additional ones. */
  readonly listeners: readonly BoundPort[]
  /**
   * The CA that signed the certificate; `file` outlives the process. There is none where you gave a certificate of your
   * own, or where no listener has TLS: reading it then throws CA_ABSENT.
   */
  readonly ca: { readonly pem: string; readonly file: string }
  /** Where page and API are; null: switched off. */
  readonly http: { readonly url: string; readonly host: string; readonly port: number } | null
  /** Warnings: a certificate about to expire, a port that moved. */
  readonly warnings: readonly string[]
  /**
   * Applies a scenario to one listener, for the connections accepted from now on: a certificate that proves
   * nothing, STARTTLS stripped, an old version of TLS, a refusal. docs/scenarios.md has all of them. Records of its
   * sessions name it.
   *
   * @param name - `cert-expired`
   * @param where - `listener`: name of the listener, `submission`
   * @throws FourportError OPTION_INVALID, OPTION_CONFLICT where it does not apply to that listener, SCENARIO_UNAVAILABLE
   */
  scenario(name: string, where: { readonly listener: string }): Promise<SetScenario>
  /** Adds a listener; the returned function removes it. */
  on<Name extends keyof ServerEvents>(name: Name, listener: (event: ServerEvents[Name]) => void): () => void
  /** Stops listening, lets messages in flight finish within the close time-out, answers 421 4.3.2 to the rest. Idempotent. */
  close(): Promise<void>
}

/** A few lines for `console.log(server)`: where it listens, what it holds. Its certificates and functions would fill pages. */
export function makeInspectable(
  server: FourportServer,
  ports: readonly ServerPort[],
  caFile: string | null,
  counts: () => Eventual<StoreCounts>,
): FourportServer {
  const print = (depth: number | null, options: InspectOptions): string => {
    if (depth !== null && depth < 0) return '[FourportServer]'
    // Printing does not wait: where the store answers later, its numbers are left out.
    const held = heldForLater(counts())
    const facts = {
      ports: Object.fromEntries(ports.map(({ name, url }) => [name, url])),
      http: server.http?.url ?? null,
      ca: caFile,
      ...(held instanceof Promise ? {} : held),
    }
    return `FourportServer ${inspect(facts, options)}`
  }
  return Object.defineProperty(server, inspect.custom, { value: print })
}
