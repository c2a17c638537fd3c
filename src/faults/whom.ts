import type { Fault } from '../model/fault.ts'
import type { TlsMode } from '../model/port-profile.ts'
import { patternOf } from './pattern.ts'

/** Who is at a point. */
export interface Whom {
  /** Whatever stands for the session, and is gone with it. */
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

/** Whose an inbox is. */
export interface InboxOwners {
  /** Id of the inbox whose address this is. */
  ownerOfAddress(address: string): string | undefined
  ownerOfUser(user: string): string | undefined
}

/** Whether a fault is meant for somebody. */
export function meeting(fault: Fault, owners: InboxOwners): (whom: Whom) => boolean {
  const { at, to, from, user, listener, inbox, secure, tls } = fault
  const isTo = to === undefined ? null : patternOf(to)
  const isFrom = from === undefined ? null : patternOf(from)
  const isUser = user === undefined ? null : patternOf(user)
  const isOf = (whom: Whom): boolean =>
    (whom.user !== null && owners.ownerOfUser(whom.user) === inbox) ||
    whom.to.some((address) => owners.ownerOfAddress(address) === inbox)
  return (whom) =>
    (listener === undefined || listener === whom.listener || listener === whom.profile) &&
    (secure === undefined || secure === whom.secure) &&
    // Where TLS is not due yet there is nothing for it to be in place of.
    (tls === undefined || at !== 'connect' || whom.tls === 'implicit') &&
    (isTo === null || whom.to.some(isTo)) &&
    (isFrom === null || (whom.from !== null && isFrom(whom.from))) &&
    (isUser === null || (whom.user !== null && isUser(whom.user))) &&
    (inbox === undefined || isOf(whom))
}
