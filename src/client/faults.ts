import type { ApiFaults } from '../model/api.ts'
import type { Fault, FaultState, SetFault } from '../model/fault.ts'
import type { ServerMailbox } from '../model/mailbox.ts'
import { type Http, nullIfGone } from './http.ts'

const path = '/api/faults'

/** Faults over HTTP, in the words of the library. */
export function createFaults(http: Http): Pick<ServerMailbox, 'fault' | 'faults' | 'clearFaults'> {
  return {
    fault: async (fault: Fault) =>
      toSetFault(http, await http.json<FaultState>('POST', path, { body: fault })),
    faults: async () => (await http.json<ApiFaults>('GET', path)).faults,
    clearFaults: async () => (await http.json<{ deleted: number }>('DELETE', path)).deleted,
  }
}

function toSetFault(http: Http, { id }: FaultState): SetFault {
  const one = `${path}/${id}`
  // It may have been taken off before, here or elsewhere.
  const off = async (): Promise<void> => void (await http.request('DELETE', one).catch(nullIfGone))
  return {
    id,
    fired: async () => (await http.json<FaultState>('GET', one)).fired,
    off,
    [Symbol.asyncDispose]: off,
  }
}
