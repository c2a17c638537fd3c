import { lazyModule } from '../base/lazy-module.ts'
import type { FourportServer } from './fourport-server.ts'
import { callerOf, trackServer } from './unclosed-servers.ts'
import type { ServerOptions } from '../options/options.ts'
import { resolveOptions } from '../options/resolve-options.ts'
import { runsTests } from './test-process.ts'

const loadCreateServer = lazyModule(() => import('./create-server.ts'))

/**
 * Starts the four ports and resolves when all of them answer. Without options every port is an ephemeral one
 * on loopback: read them back from the handle, and two servers in one process never meet.
 *
 * A server holds its process until it is closed. Where the process runs tests (vitest, Jest, node:test) it does not: one
 * that is left open is named on standard error when the tests have ended.
 *
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID, OPTION_CONFLICT for the options; PORT_IN_USE, PORT_FORBIDDEN,
 *   PORT_UNAVAILABLE where a listener cannot be bound (then none is left open); CERTIFICATE_UNUSABLE,
 *   CERTIFICATES_UNWRITABLE; RECORD_UNWRITABLE; STORE_NEEDS_NODE, STORE_IN_USE, STORE_UNUSABLE
 */
export async function startServer(options: ServerOptions = {}): Promise<FourportServer> {
  // After the first await nobody knows it any more.
  const caller = runsTests() ? callerOf(startServer) : null
  const resolved = await resolveOptions([{ source: 'startServer() option', values: options }], 'library')
  const forget = caller === null ? null : trackServer(caller)
  try {
    const { createServer } = await loadCreateServer()
    const lifecycle = forget === null ? {} : { holdsProcess: false, onClosed: forget }
    return (await createServer(resolved, lifecycle)).server
  } catch (error) {
    forget?.()
    throw error
  }
}
