import type { ApiVerify, ApiVerifyEvent } from '../../model/verify-run.ts'
import { get } from '../api/http.ts'
import { cell } from '../lib/cell.ts'
import type { Cell } from '../lib/cell.ts'
import { info } from './server.ts'

/** The run that this server is for; null: it is for none, or that is not known yet. */
export const verifyState: Cell<ApiVerify | null> = cell<ApiVerify | null>(null)

export async function loadVerify(): Promise<void> {
  if (info.get()?.features.verify) verifyState.set(await get<ApiVerify>('verify'))
}

/** Takes what has changed, in order. */
export function putVerify(events: readonly ApiVerifyEvent[]): void {
  const last = events.at(-1)
  if (last === undefined) return
  const { cell: _, ...state } = last
  const judged = events.flatMap((event) => event.cell ?? [])
  verifyState.update((old) => {
    if (old === null) return null
    const kept = old.report.cells.filter(
      (one) => !judged.some(({ scenario, profile }) => one.scenario === scenario && one.profile === profile),
    )
    return { ...state, report: { ...old.report, cells: [...kept, ...judged] } }
  })
}
