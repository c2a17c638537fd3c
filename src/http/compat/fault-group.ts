import type { Fault } from '../../model/fault.ts'
import type { HttpContext } from '../context.ts'
import { setFault } from '../set-fault.ts'

/** Faults that another catcher's endpoint has set, to be taken off together. */
export class FaultGroup {
  readonly #faults: HttpContext['faults']
  #ids: readonly string[] = []

  constructor(faults: HttpContext['faults']) {
    this.#faults = faults
  }

  /** Sets them in place of those before. */
  replace(faults: readonly Fault[]): void {
    for (const id of this.#ids) this.#faults.off(id)
    this.#ids = faults.map((fault) => setFault(this.#faults, fault).id)
  }

  /** Whether somebody has taken them off elsewhere; not where there were none. */
  get wasTakenOff(): boolean {
    return this.#ids.length > 0 && this.#ids.every((id) => this.#faults.get(id)?.state !== 'set')
  }
}
