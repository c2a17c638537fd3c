import type { StackName } from '../stacks/measured-stack.ts'
import type { Traits } from './traits.ts'

/** A habit that tells a client, measured with the client's defaults. */
export interface Mark {
  readonly says: string
  /** 3: no other client is known to have it. 2: likely by itself. 1: only together with another. Below 0: speaks against it. */
  readonly weight: -3 | 1 | 2 | 3
  test(traits: Traits): boolean
}

export interface KnownClient {
  readonly library: string
  readonly label: string
  readonly marks: readonly Mark[]
}

/** What it does under no circumstances: whatever else fits, it is not this client. */
export function never(test: Mark['test']): Mark {
  return { says: '', weight: -3, test }
}

/** The TLS library that a client stands on: many others stand on it too, so it only goes with another mark. */
export function onTls(stack: StackName, says: string): Mark {
  return { says, weight: 1, test: (traits) => traits.stack === stack }
}

/** Something else's TLS library: whatever else fits, it is not this client. */
export function neverOnTls(...stacks: readonly StackName[]): Mark {
  return never(({ stack }) => stack !== null && stacks.includes(stack))
}

/** Any TLS library but its own. */
export function onlyOnTls(...stacks: readonly StackName[]): Mark {
  return never(({ stack }) => stack !== null && !stacks.includes(stack))
}
