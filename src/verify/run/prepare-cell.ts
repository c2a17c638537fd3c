import type { Scenario } from '../../model/scenario.ts'
import type { FourportServer } from '../../server/fourport-server.ts'

/** Puts a scenario on one listener of the server; the function returned takes it off. */
export async function prepareCell(
  server: FourportServer,
  { faults = [] }: Scenario,
  listener: string,
): Promise<() => Promise<void>> {
  const set = await Promise.all(faults.map((fault) => server.fault({ ...fault, listener })))
  return async () => {
    await Promise.all(set.map((one) => one.off()))
  }
}
