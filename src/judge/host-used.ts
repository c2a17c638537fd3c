import { covers, isIpAddress } from '../diagnosis/host-names.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Trial } from './trial.ts'

/** How a client named the server that it was told by an address. `unclear`: it asks for no name at any server. */
export type HostUsed = 'name' | 'address' | 'unclear'

/** Where a client is to take its host from. */
export const hostTold: Readonly<Record<Trial['kind'], string>> = {
  command: 'SMTP_HOST',
  function: '`host` of its target',
  unseen: '{host} in the URL, or from the settings that are printed',
}

/** The name that a client asked for in its handshakes (RFC 6066 §3); null: for none, or for an address. */
export function nameAsked(records: readonly SessionRecord[]): string | null {
  const asked = records.map(({ clientHello }) => clientHello?.sni ?? null)
  return asked.find((sni) => sni !== null && !isIpAddress(sni)) ?? null
}

export function hostUsed({ records, byName }: Trial): HostUsed {
  if (nameAsked(records) !== null) return 'name'
  const hellos = records.filter(({ clientHello }) => clientHello !== null)
  const asksForNone = hellos.length > 0 && hellos.every(({ clientHello }) => clientHello?.sni === null)
  return asksForNone && byName !== null && byName.asksFor === null ? 'unclear' : 'address'
}

/**
 * Whether the certificate of a trial proves the server that the client meant, although it has no address. A client that
 * asks for no name, and refuses a certificate for the address alone, compares a name.
 */
export function provesNameUsed(trial: Trial): boolean {
  const { records, control } = trial
  const used = hostUsed(trial)
  if (used === 'unclear') return control?.delivered === false
  const name = nameAsked(records)
  return name !== null && records.every(({ leaf }) => leaf === null || covers(leaf.names, name))
}
