import type { EngineOptions } from '../smtp-bench.ts'
import type { Cut } from '../wire.ts'

/**
 * Where a script begins: after the greeting, on `relay` or `submission` in clear, on `smtps` or `starttls` under TLS;
 * `smtps-in-clear`: where TLS is expected, with no greeting to wait for.
 */
export type Start = 'relay' | 'submission' | 'starttls' | 'smtps' | 'smtps-in-clear'

/** A script that is played against the server to see whether it still does exactly what it did. */
export interface PlayedScript {
  readonly name: string
  /** As `wire-script.ts` has it; `T:` starts TLS. Whatever is sent last may go without a reply. */
  readonly script: string
  readonly starts: readonly Start[]
  readonly cuts: readonly Cut[]
  readonly options: Pick<EngineOptions, 'settings' | 'users' | 'profiles'>
}
