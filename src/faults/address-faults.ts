import type { Fault } from '../model/fault.ts'
import { faultOfAddress } from './address-fault.ts'

/** Of addresses so many are remembered, those that came last: a counted fault must not begin anew while its test runs. */
const addressesKept = 1000

/** The faults that recipients' addresses have asked for, each set when its address first comes. */
export class AddressFaults {
  readonly #set: (fault: Fault, id: string) => void
  readonly #off: (id: string) => void
  /** Those that came last, oldest first. */
  readonly #known = new Set<string>()

  /** @param set - Sets a fault under the id that its address is */
  constructor(set: (fault: Fault, id: string) => void, off: (id: string) => void) {
    this.#set = set
    this.#off = off
  }

  read(address: string): void {
    const fault = faultOfAddress(address)
    if (fault?.to === undefined || this.#known.has(fault.to)) return
    this.#known.add(fault.to)
    this.#set(fault, fault.to)
    const [oldest] = this.#known
    if (this.#known.size <= addressesKept || oldest === undefined) return
    this.#known.delete(oldest)
    this.#off(oldest)
  }

  /** Each begins anew. */
  forget(): void {
    this.#known.clear()
  }
}
