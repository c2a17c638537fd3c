import type { Demand, DemandKind } from '../scenario.ts'
import type { ScenarioGroup } from '../scenario-group.ts'

/** What a client must do, in a sentence. */
export const demanded: Readonly<Record<DemandKind, string>> = Object.freeze({
  deliver: 'The server is healthy, or unusual in a way that standards allow: the message must arrive once, and without an error.',
  refuse: 'A server that did not prove its name, or speaks TLS that does not protect, must get neither login nor mail, and the client must report it.',
  'no-plaintext': 'When the client logs in or was set to use TLS, neither password nor mail may be sent unencrypted, and the client must report it.',
  report: 'The client must report what the server did not accept, for all recipients or for some.',
  'report-once': 'The client must report what was permanently refused, and must not send it again unchanged.',
  'report-or-retry': 'The client must try again or report the failure: doing neither loses the message.',
  'not-used': 'The client must discard everything it received before TLS began: somebody else may have written it.',
  'break-off': 'A server that cannot prove that it knows the password is not the one that has the account: the client must stop the login, send no mail, and report it.',
  'quit-quiet': 'After the 250 to the final dot the server has accepted the message: an error at QUIT is not a failure, and reporting one makes people send it again.',
  observe: 'Standards leave open what to do here: the report says what was done.',
}) // prettier-ignore

/** What a client must do when its login is refused, in any scenario. */
export const loginsDemanded =
  'Servers accept about three tries at a login and lock the account after more: a client must not repeat a refused login.'

/** What a mail client leaves to the library that speaks TLS for it. */
const ofTlsLibraries: ReadonlySet<ScenarioGroup> = new Set<ScenarioGroup>(['identity', 'versions'])

/** Why a client may do anything in a scenario without a requirement. */
export function leftOpen(group: ScenarioGroup): string {
  return ofTlsLibraries.has(group)
    ? 'Standards, or the platform’s TLS library, decide what to do here: the report says what was done.'
    : demanded.observe
}

/** Whether standards leave open what to do. */
export function isLeftOpen({ rule, what }: Demand): boolean {
  return rule === 'observation' || what === 'observe'
}
