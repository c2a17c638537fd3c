import { checkFault } from '../faults/check-fault.ts'
import type { FaultState } from '../model/fault.ts'
import type { HttpContext } from './context.ts'

/** Sets a fault that comes from anywhere. @throws FourportError OPTION_UNKNOWN, OPTION_INVALID */
export function setFault(faults: HttpContext['faults'], given: unknown): FaultState {
  return faults.set(checkFault(given, faults.names))
}
