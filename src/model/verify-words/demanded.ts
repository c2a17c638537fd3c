import type { DemandKind } from '../scenario.ts'
import type { ScenarioGroup } from '../scenario-group.ts'

/** What is asked of a client, in a sentence. */
export const demanded: Readonly<Record<DemandKind, string>> = Object.freeze({
  deliver: 'The server is in order, or odd in a way that standards allow: the message has to arrive once, and without an error.',
  refuse: 'A server that did not prove its name, or speaks TLS that is no protection, gets neither login nor mail, and whoever sends is told.',
  'no-clear': 'Where the client logs in or was told to use TLS, neither password nor mail may go out in clear, and whoever sends is told.',
  tell: 'What the server did not take, for all recipients or for some, must not be passed over in silence.',
  'tell-once': 'What was refused for good must be told, and must not be tried again unchanged.',
  'tell-or-retry': 'The client has to try again, or to say that it failed: to do neither loses the message.',
  'not-used': 'What came in clear after the 220 is to be forgotten when TLS begins: a reply from there was written by somebody else.',
  'quit-quiet': 'With the 250 after the final dot the server has taken the message: trouble at QUIT is no failure, and an error makes people send it again.',
  report: 'Standards leave open what to do here: the report says what was done.',
}) // prettier-ignore

/** What is asked of a client whose login is refused, whatever the scenario. */
export const loginsDemanded =
  'A server bears three tries at a login, and accounts get locked by more: one that is refused must not come again and again.'

/** What a mail client leaves to the library that speaks TLS for it. */
const ofTlsLibraries: ReadonlySet<ScenarioGroup> = new Set<ScenarioGroup>(['identity', 'versions'])

/** Why nothing is asked of a client in a scenario where nothing is. */
export function leftOpen(group: ScenarioGroup): string {
  return ofTlsLibraries.has(group)
    ? 'Standards, or the platform’s TLS library, decide what to do here: the report says what was done.'
    : demanded.report
}
