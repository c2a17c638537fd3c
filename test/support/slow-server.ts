import type { FourportServer, ServerOptions } from '../../src/index.ts'
import { createServer } from '../../src/server/create-server.ts'
import { resolveOptions } from '../../src/server/options/resolve-options.ts'
import { createSlowStore } from './slow-store.ts'

/** As `startServer`, on a store that answers later. */
export async function startSlowServer(options: ServerOptions = {}): Promise<FourportServer> {
  const resolved = await resolveOptions([{ source: 'startServer() option', values: options }], 'library')
  return (await createServer(resolved, { holdsProcess: false }, createSlowStore)).server
}
