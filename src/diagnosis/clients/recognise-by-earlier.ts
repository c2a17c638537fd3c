import type { RecognisedClient } from '../../model/finding.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { Facts } from '../facts.ts'
import { greetingOf, isSameTls } from '../same-client.ts'
import { clients } from './known-clients.ts'
import { isUnknown, type SessionIdentity, identifyRecord } from './session-identity.ts'
import { isUnlike } from './recognise.ts'
import type { Traits } from './traits.ts'

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
  if (greeting === null) return null
  // Without TLS a greeting is all there is, and many programs greet by the name of their host: nobody else may have come from there.
  const mayBeSame = (other: SessionRecord): boolean =>
    record.clientHello === null || (alike(other) && isSameTls(other, record))
  const isModel = (other: SessionRecord): boolean =>
    !isUnknown(other) && alike(other) && mayBeSame(other) && identifyRecord(other).client !== null
  // Nearly always there is none, which costs less to see than who all the others are.
  const model = earlier.find(isModel)
  if (model === undefined) return null
  const identities = earlier.filter(mayBeSame).map(identifyRecord)
  const known = identities.filter(({ client }) => client !== null)
  const client = clients.find(({ library }) => library === identifyRecord(model).client?.library)
  if (client === undefined || isUnlike(client, traits)) return null
  const isAnother = (one: SessionIdentity): boolean =>
    one.client === null
      ? isUnlike(client, one.traits) || wouldBeKnown(one.traits, known)
      : one.client.library !== client.library
  if (identities.some(isAnother)) return null
  const { port } = model
  const says = `the same greeting from the same host as of ${client.label} on port ${port.port} (${port.name})`
  return { library: client.library, label: client.label, confidence: 'likely', marks: [says] }
}

/** Whether somebody delivered without a mark, as this client does not. */
function wouldBeKnown(shown: Traits, known: readonly SessionIdentity[]): boolean {
  return (
    shown.delivers &&
    known.some(({ traits }) => traits.delivers && traits.spokeUnderTls === shown.spokeUnderTls)
  )
}
