import { inspect, type InspectOptions } from 'node:util'
import { type Eventual, heldForLater } from '../base/eventual.ts'
import type { StoreCounts } from '../model/mailbox.ts'
import type { FourportServer } from './fourport-server.ts'
import type { ServerPort } from './server-port.ts'

/** A few lines for `console.log(server)`: where it listens, what it holds. Its certificates and functions would fill pages. */
export function makeInspectable(
  server: FourportServer,
  ports: readonly ServerPort[],
  caFile: string | null,
  counts: () => Eventual<StoreCounts>,
): FourportServer {
  const print = (depth: number | null, options: InspectOptions): string => {
    if (depth !== null && depth < 0) return '[FourportServer]'
    // Printing does not wait: where the store answers later, its numbers are left out.
    const held = heldForLater(counts())
    const facts = {
      ports: Object.fromEntries(ports.map(({ name, url }) => [name, url])),
      http: server.http?.url ?? null,
      ca: caFile,
      ...(held instanceof Promise ? {} : held),
    }
    return `FourportServer ${inspect(facts, options)}`
  }
  return Object.defineProperty(server, inspect.custom, { value: print })
}
