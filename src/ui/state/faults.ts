import type { ApiFaults, ApiPort } from '../../model/api.ts'
import type { Fault, FaultState } from '../../model/fault.ts'
import { get, send } from '../api/http.ts'
import { cell } from '../lib/cell.ts'
import type { Cell } from '../lib/cell.ts'

/** Those that are set and those that are over, in the order in which they were set. */
export const faults: Cell<readonly FaultState[]> = cell<readonly FaultState[]>([])

export async function loadFaults(): Promise<void> {
  faults.set((await get<ApiFaults>('faults')).faults)
}

/** One as it stands now. */
export function putFault(fault: FaultState): void {
  faults.update((old) => {
    if (fault.state === 'off') return old.filter(({ id }) => id !== fault.id)
    const known = old.some(({ id }) => id === fault.id)
    return known ? old.map((one) => (one.id === fault.id ? fault : one)) : [...old, fault]
  })
}

/** What the server says of them comes by the stream as well; the answer is there at once. */
export async function setFault(fault: Fault): Promise<void> {
  putFault(await send<FaultState>('POST', 'faults', fault))
}

export async function takeOff({ id, ...rest }: FaultState): Promise<void> {
  await send('DELETE', `faults/${encodeURIComponent(id)}`)
  putFault({ ...rest, id, state: 'off' })
}

/** Whether somebody set it and it fires; those that addresses ask for are there whenever a mail is sent to one. */
export function isSet({ id, state }: FaultState): boolean {
  return state === 'set' && !id.includes('@')
}

/** Whether clients of a port can meet it. */
export function concerns({ fault }: FaultState, { name, profile }: ApiPort): boolean {
  return fault.listener === undefined || fault.listener === name || fault.listener === profile
}
