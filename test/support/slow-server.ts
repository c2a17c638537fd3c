import type { FourportServer, ServerOptions } from '../../src/index.ts'
import { createServer } from '../../src/server/create-server.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import type { OpenStore } from '../../src/store/store.ts'
import { openSlowStore } from './slow-store.ts'

/** As `startServer`, on a store that answers later. */
export const startSlowServer = serverOn(openSlowStore)

/** As `startServer`, on another store. */
export function serverOn(openStore: OpenStore): (options?: ServerOptions) => Promise<FourportServer> {
  return async (options = {}) => {
    const resolved = await resolveOptions([{ source: 'startServer() option', values: options }], 'library')
    return (await createServer(resolved, { holdsProcess: false }, openStore)).server
  }
}
