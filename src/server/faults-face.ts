import type { Faults } from '../faults/faults.ts'
import type { HttpContext } from '../http/context.ts'
import type { FaultState, SetFault } from '../model/fault.ts'

/** Faults as the HTTP side knows them. */
export function faultsFace(faults: Faults, setFault: (given: unknown) => SetFault): HttpContext['faults'] {
  return {
    list: () => faults.list(),
    get: (id) => faults.get(id),
    set: (given) => faults.get(setFault(given).id) as FaultState,
    off: (id) => faults.off(id),
    clear: () => faults.clear(),
    watch: (listener) => faults.watch(listener),
  }
}
