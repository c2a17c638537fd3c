import type { RecognisedClient } from '../../model/finding.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { readFacts, type Facts } from '../facts.ts'
import { greetingOf, isSameTls } from '../same-client.ts'
import { tlsStackOf } from '../stacks/tls-stack.ts'
import { clients } from './known-clients.ts'
import { isUnlike, recognise } from './recognise.ts'
import { readTraits, type Traits } from './traits.ts'

/** A session beside the one in question, and who it shows itself to be; null: nobody known. */
interface Met {
  readonly record: SessionRecord
  readonly traits: Traits
  readonly client: RecognisedClient | null
}

/**
 * The name of the client that greeted from this host in the same words before, and showed itself then. Likely at most:
 * two programs of a host may greet alike. So no session that may be of the same program may show another client, or
 * somebody who does what this one never does, or who would have been known.
 */
export function recogniseByEarlier(
  facts: Facts,
  traits: Traits,
  earlier: readonly SessionRecord[],
): RecognisedClient | null {
  const { record } = facts
  const greeting = greetingOf(record)
  const alike = (other: SessionRecord): boolean => greetingOf(other) === greeting
  // Nobody greeted so, which costs less to see than who they are.
  if (greeting === null || !earlier.some(alike)) return null
  // Without TLS a greeting is all there is, and many programs greet by the name of their host: nobody else may have come from there.
  const mayBeSame = (other: SessionRecord): boolean =>
    record.clientHello === null || (alike(other) && isSameTls(other, record))
  const met = earlier.filter(mayBeSame).map(meet)
  const known = met.filter(({ client }) => client !== null)
  const model = known.find((one) => alike(one.record))
  const client = clients.find(({ library }) => library === model?.client?.library)
  if (model === undefined || client === undefined || isUnlike(client, traits)) return null
  const isAnother = (one: Met): boolean =>
    one.client === null
      ? isUnlike(client, one.traits) || wouldBeKnown(one.traits, known)
      : one.client.library !== client.library
  if (met.some(isAnother)) return null
  const { port } = model.record
  const says = `the same greeting from the same host as of ${client.label} on port ${port.port} (${port.name})`
  return { library: client.library, label: client.label, confidence: 'likely', marks: [says] }
}

/** A record never changes, and is met again beside each of the sessions after it. */
const metBefore = new WeakMap<SessionRecord, Met>()

function meet(record: SessionRecord): Met {
  const known = metBefore.get(record)
  if (known) return known
  const facts = readFacts(record)
  const traits = readTraits(facts, tlsStackOf(facts.hello?.hello ?? record.clientHello))
  const met = { record, traits, client: recognise(traits) }
  metBefore.set(record, met)
  return met
}

/** Whether somebody delivered without a mark, as this client does not. */
function wouldBeKnown(shown: Traits, known: readonly Met[]): boolean {
  return (
    shown.delivers &&
    known.some(({ traits }) => traits.delivers && traits.spokeUnderTls === shown.spokeUnderTls)
  )
}
