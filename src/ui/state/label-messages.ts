import type { ApiLabelsWanted } from '../../model/api.ts'
import { send } from '../api/http.ts'
import { chosenParameters, type Selection } from './selection.ts'

/** Marks or tags one message; the server tells every page what has changed. */
export async function labelOne(id: string, wanted: ApiLabelsWanted): Promise<void> {
  await send('PUT', `messages/labels?ids=${encodeURIComponent(id)}`, wanted)
}

/** The same of all that are chosen. */
export async function labelChosen(chosen: Selection, wanted: ApiLabelsWanted): Promise<void> {
  for (const parameters of chosenParameters(chosen))
    await send('PUT', `messages/labels?${parameters}`, wanted)
}
