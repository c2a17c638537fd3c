import type { ApiScenario } from '../../model/api.ts'
import type { TlsMode } from '../../model/port-profile.ts'
import { demanded } from '../../model/verify-words/demanded.ts'

/** What is asked of a client that meets it, and of whom it is not. */
export function askedWords({ demand: { rule, what, needs } }: ApiScenario, tls: TlsMode): string {
  if (rule === 'observation') {
    return 'Nothing: standards, or the platform’s TLS library, decide what is done here.'
  }
  if (needs === 'password') return `${demanded[what]} Asked of a client that logs in.`
  // From the first byte it is never left to chance.
  if (needs !== 'tls-asked' || tls === 'implicit') return demanded[what]
  return `${demanded[what]} One that neither logs in nor was told to use TLS may do without it (RFC 7435).`
}
