import type { DemandKind } from '../../model/scenario.ts'
import type { VerifyRule } from '../../model/verify.ts'
import type { Evidence } from './evidence.ts'
import type { Trial } from './trial.ts'

const demanded: Readonly<Record<DemandKind, string>> = {
  deliver: 'The server is in order, or odd in a way that standards allow: the message has to arrive once, and without an error.',
  refuse: 'A server that did not prove its name, or speaks TLS that is no protection, gets neither login nor mail, and whoever sends is told.',
  'no-clear': 'Where the client logs in or was told to use TLS, neither password nor mail may go out in clear, and whoever sends is told.',
  tell: 'What the server did not take, for all recipients or for some, must not be passed over in silence.',
  'tell-once': 'What was refused for good must be told, and must not be tried again unchanged.',
  'tell-or-retry': 'The client has to try again, or to say that it failed: to do neither loses the message.',
  'not-used': 'What came in clear behind the 220 is to be forgotten when TLS begins: a reply from there was written by somebody else.',
  'quit-quiet': 'With the 250 behind the final dot the server has taken the message: trouble at QUIT is no failure, and an error makes people send it again.',
  report: 'Standards leave open what to do here: what was seen is told.',
} // prettier-ignore

/** Which rule holds for a trial: what the scenario demands, or no more than an observation where its ground is not there. */
export function ruleOf(trial: Trial, { told }: Evidence): VerifyRule {
  const { source, demand } = trial.scenario
  const must = (because: string): VerifyRule => ({ kind: 'must', source, because })
  const observation = (because: string): VerifyRule => ({ kind: 'observation', source, because })
  if (demand.rule === 'observation' || demand.what === 'report') {
    return observation(`Standards, or the platform’s TLS library, decide what is done here: ${openTo(demand.what)}.`)
  }
  if (!groundIsThere(trial)) {
    return observation('The client neither logs in nor was told to use TLS: such a one may do without it (RFC 7435).')
  }
  if (demand.what === 'quit-quiet' && trial.kind === 'function' && told === 'false-alarm') {
    return observation('The message was taken; a function may report the trouble at QUIT apart from the sending.')
  }
  return must(demanded[demand.what])
} // prettier-ignore

function openTo(what: DemandKind): string {
  if (what === 'refuse') return 'to refuse it and to accept it are both seen, and both are told'
  return 'what was seen is told'
}

function groundIsThere({ scenario: { demand }, port, login }: Trial): boolean {
  if (demand.needs === 'password') return login
  return demand.needs !== 'tls-asked' || login || port.tls === 'implicit'
}
