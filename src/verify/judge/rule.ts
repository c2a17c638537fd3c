import type { VerifyRule } from '../../model/verify.ts'
import { demanded, leftOpen } from '../../model/verify-words/demanded.ts'
import type { Evidence } from './evidence.ts'
import type { Trial } from './trial.ts'

/** Which rule holds for a trial: what the scenario demands, or no more than an observation where its ground is not there. */
export function ruleOf(trial: Trial, { told }: Evidence): VerifyRule {
  const { source, demand, group } = trial.scenario
  const must = (because: string): VerifyRule => ({ kind: 'must', source, because })
  const observation = (because: string): VerifyRule => ({ kind: 'observation', source, because })
  if (demand.rule === 'observation' || demand.what === 'report') {
    return observation(leftOpen(group))
  }
  if (!groundIsThere(trial)) {
    return observation('The client does not log in, and TLS is not there from the first byte: such a one may do without it (RFC 7435).')
  }
  if (demand.what === 'quit-quiet' && trial.kind === 'function' && told === 'false-alarm') {
    return observation('The message was taken; a function may report the trouble at QUIT apart from the sending.')
  }
  return must(demanded[demand.what])
} // prettier-ignore

function groundIsThere({ scenario: { demand }, port, login }: Trial): boolean {
  if (demand.needs === 'password') return login
  return demand.needs !== 'tls-asked' || login || port.tls === 'implicit'
}
