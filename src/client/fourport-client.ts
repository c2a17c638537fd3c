import type { ApiInfo, ApiPort, ApiSession } from '../model/api.ts'
import type { ApiEvents } from '../model/api-events.ts'
import type { Message, ServerMailbox } from '../model/mailbox.ts'
import type { SetScenario } from '../model/scenario.ts'

/** An event of the live stream. Give `position` as `since` to go on after it. */
export type ServerEvent = {
  readonly [Type in keyof ApiEvents]: {
    readonly type: Type
    readonly position: number
    readonly data: ApiEvents[Type]
  }
}[keyof ApiEvents]

/** A message to take in. Without an envelope, the header's From, To, Cc and Bcc are it. */
export interface InjectedMessage {
  readonly raw: string | Uint8Array
  readonly mailFrom?: string
  readonly rcptTo?: readonly string[]
}

/**
 * A server in another process or container, by its HTTP API, in the words of the library; queries take text, no RegExp.
 * Every method rejects with FourportError, also with API_UNREACHABLE and API_REFUSED.
 */
export interface FourportClient extends ServerMailbox {
  /** With a closing slash. */
  readonly url: string
  info(): Promise<ApiInfo>
  /** The SMTP listeners, each with settings to copy. */
  ports(): Promise<readonly ApiPort[]>
  /**
   * Applies a scenario to one listener, for the connections accepted from now on; docs/scenarios.md lists all
   * scenarios.
   */
  scenario(name: string, where: { readonly listener: string }): Promise<SetScenario>
  /** The CA to trust, PEM. */
  ca(): Promise<string>
  /** The whole record of a session, what the diagnosis says about it, and each fix in every library. */
  session(id: string): Promise<ApiSession>
  /** Stores a message as if it had been submitted. */
  inject(message: InjectedMessage): Promise<Message>
  /** What happens from now on, or from after `since`; ends when the signal aborts. */
  events(options?: { readonly since?: number; readonly signal?: AbortSignal }): AsyncIterable<ServerEvent>
}
