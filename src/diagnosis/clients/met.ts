import type { RecognisedClient } from '../../model/finding.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { readFacts, type Facts } from '../facts.ts'
import { tlsStackOf, type TlsStack } from '../stacks/tls-stack.ts'
import { recognise } from './recognise.ts'
import { readTraits, type Traits } from './traits.ts'

/** Who a session shows itself to be, without any other. */
export interface Met {
  readonly record: SessionRecord
  readonly stack: TlsStack | null
  readonly traits: Traits
  /** null: nobody known. */
  readonly client: RecognisedClient | null
}

/** A record never changes. Each is met for its own verdict, and again beside each of the sessions after it. */
const metBefore = new WeakMap<SessionRecord, Met>()

export function meet(facts: Facts): Met {
  const { record } = facts
  const known = metBefore.get(record)
  if (known) return known
  const stack = tlsStackOf(facts.hello?.hello ?? record.clientHello)
  const traits = readTraits(facts, stack)
  const met = { record, stack, traits, client: recognise(traits) }
  metBefore.set(record, met)
  return met
}

export function meetAgain(record: SessionRecord): Met {
  return metBefore.get(record) ?? meet(readFacts(record))
}

/** Whether it has been met already and shows nobody known. */
export function isStranger(record: SessionRecord): boolean {
  return metBefore.get(record)?.client === null
}
