import type { Finding, Verdict } from '../model/finding.ts'
import { describeFinding } from './catalogue.ts'
import type { Facts } from './facts.ts'
import { describeProbe } from './probes.ts'
import { clean } from './quote.ts'
import type { RuleContext } from './rule.ts'
import { protocolName } from './protocol-names.ts'

/** One line about a session, for a list. */
export function summarise(
  facts: Facts,
  findings: readonly Finding[],
  outcome: Verdict['outcome'],
  context: RuleContext,
): string {
  const [first] = findings
  if (outcome === 'findings' && first !== undefined) {
    const more = findings.length - 1
    const { title = first.id, ambiguousTitle = title } = describeFinding(first.id) ?? {}
    return `${first.confidence === 'ambiguous' ? ambiguousTitle : title}${more > 0 ? `, and ${more} more` : ''}`
  }
  const other = otherProtocol(facts, findings)
  if (other !== null) return other
  if (outcome === 'probe') return `Probe: ${describeProbe(facts, context) ?? 'no mail'}`
  if (outcome === 'ok')
    return `${facts.delivered === 1 ? '1 message' : `${facts.delivered} messages`}, ${trait(facts)}`
  return facts.record.close === null ? 'Still open' : `No mail: ${leftWith(facts)}`
}

/** What happened where the protocol is known; of other octets the line says no more than that they are most likely a scanner's. */
function otherProtocol({ firstBytes, delivered }: Facts, findings: readonly Finding[]): string | null {
  if (firstBytes === null || delivered > 0) return null
  const found = findings.find(({ id }) => id === 'other-protocol-on-smtp-port')
  const name = found === undefined ? null : protocolName(firstBytes)
  return name === null ? null : `Not SMTP: ${name.split(/,| \(/, 1)[0]}`
}

/**
 * How the mail came. A submission port that takes mail without a login says here what a real server would
 * do: it is no mistake of the client's as long as this server allows it, hence no finding.
 */
function trait({ record }: Facts): string {
  const under = record.tls === null ? 'no TLS' : record.tls.version.replace('TLSv', 'TLS ')
  if (record.user !== null) return `${under}, logged in as ${clean(record.user)}`
  if (record.port.auth === 'optional' && record.port.profile !== 'relay') {
    return `${under}, no login (a real server answers 530 5.7.0 Authentication required)`
  }
  return `${under}, no login`
}

function leftWith(facts: Facts): string {
  const fault = facts.faults.at(-1)
  if (fault !== undefined) return `a fault was set at ${fault.at}, on purpose`
  const { scenario } = facts.record
  if (scenario !== undefined) return `scenario ${scenario.name} was on the port, on purpose`
  const act = facts.acts.find(({ what }) => what !== 'hint')
  if (act !== undefined) return `the server ended it: ${clean(act.text)}`
  if (facts.record.user !== null) return `logged in as ${clean(facts.record.user)} and left`
  const last = facts.exchanges.at(-1)
  if (last?.command.verb === '…') return 'the last line was no SMTP command'
  return last === undefined ? 'no command came' : `the last command was ${clean(last.command.verb, 12)}`
}
