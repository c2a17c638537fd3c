/** What a dialogue knows of TLS from its start. */
export interface TlsState {
  /** Whether its bytes are under TLS. */
  readonly secure: boolean
  /** Whether everything is allowed that is under TLS; without TLS only on purpose. */
  readonly asSecure: boolean
  /** Whether STARTTLS was accepted before. */
  readonly startedTls: boolean
  /** Whether the EHLO of before counts: what is unencrypted on purpose takes all that comes. */
  readonly greeted?: true
}

export const tlsStates = {
  none: { secure: false, asSecure: false, startedTls: false },
  implicit: { secure: true, asSecure: true, startedTls: false },
  started: { secure: true, asSecure: true, startedTls: true },
} as const satisfies Readonly<Record<string, TlsState>>
