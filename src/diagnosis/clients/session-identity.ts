import type { RecognisedClient } from '../../model/finding.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { readFacts, type Facts } from '../facts.ts'
import { tlsStackOf, type TlsStack } from '../stacks/tls-stack.ts'
import { recognise } from './recognise.ts'
import { readTraits, type Traits } from './traits.ts'

/** Who a session shows itself to be, without any other. */
export interface SessionIdentity {
  readonly record: SessionRecord
  readonly stack: TlsStack | null
  readonly traits: Traits
  /** null: nobody known. */
  readonly client: RecognisedClient | null
}

/** A record never changes. Each is identified for its own verdict, and again for that of each later session. */
const identified = new WeakMap<SessionRecord, SessionIdentity>()

export function identifySession(facts: Facts): SessionIdentity {
  const { record } = facts
  const known = identified.get(record)
  if (known) return known
  const stack = tlsStackOf(facts.hello?.hello ?? record.clientHello)
  const traits = readTraits(facts, stack)
  const identity = { record, stack, traits, client: recognise(traits) }
  identified.set(record, identity)
  return identity
}

/** A session that says what another says; `traits`: what it shows. */
export function identifyAs(record: SessionRecord, model: SessionRecord, traits: Traits): void {
  const { stack, client } = identifyRecord(model)
  identified.set(record, { record, stack, traits, client })
}

export function identifyRecord(record: SessionRecord): SessionIdentity {
  return identified.get(record) ?? identifySession(readFacts(record))
}

/** Whether it has been identified already, and as no known client. */
export function isUnknown(record: SessionRecord): boolean {
  return identified.get(record)?.client === null
}
