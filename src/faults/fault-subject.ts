import type { Fault } from '../model/fault.ts'
import type { TlsMode } from '../model/port-profile.ts'
import { patternOf } from './pattern.ts'

/** Who is at a point where a fault may fire. */
export interface FaultSubject {
  /** Stands for the session: counts per session end with it. */
  readonly session: object
  readonly host: string
  readonly listener: string
  readonly profile: string
  /** How the listener comes to TLS. */
  readonly tls: TlsMode
  /** Whether this is under TLS. */
  readonly secure: boolean
  readonly user: string | null
  readonly from: string | null
  readonly to: readonly string[]
}

/** Who owns an inbox. */
export interface InboxOwners {
  /** Id of the inbox whose address this is. */
  ownerOfAddress(address: string): string | undefined
  ownerOfUser(user: string): string | undefined
}

/** Whether a fault is meant for somebody. */
export function matcherOf(fault: Fault, owners: InboxOwners): (subject: FaultSubject) => boolean {
  const { at, to, from, user, listener, inbox, secure, tls } = fault
  const isTo = to === undefined ? null : patternOf(to)
  const isFrom = from === undefined ? null : patternOf(from)
  const isUser = user === undefined ? null : patternOf(user)
  const isOf = (subject: FaultSubject): boolean =>
    (subject.user !== null && owners.ownerOfUser(subject.user) === inbox) ||
    subject.to.some((address) => owners.ownerOfAddress(address) === inbox)
  return (subject) =>
    (listener === undefined || listener === subject.listener || listener === subject.profile) &&
    (secure === undefined || secure === subject.secure) &&
    // Only where TLS is due from the first byte can something come in its place.
    (tls === undefined || at !== 'connect' || subject.tls === 'implicit') &&
    (isTo === null || subject.to.some(isTo)) &&
    (isFrom === null || (subject.from !== null && isFrom(subject.from))) &&
    (isUser === null || (subject.user !== null && isUser(subject.user))) &&
    (inbox === undefined || isOf(subject))
}
