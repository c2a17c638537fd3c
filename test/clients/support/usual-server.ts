import { afterAll, beforeAll } from 'vitest'
import type { FourportServer, SessionRecord } from '../../../src/index.ts'
import { login } from '../../support/clients/cases.ts'
import { endedSessions } from '../../support/clients/ended-sessions.ts'
import { createServers, type Servers, type Target } from '../../support/clients/servers.ts'

/** The server that most people start, for all tests of a file. */
export interface UsualServer {
  /** There while tests run. */
  readonly server: FourportServer
  /** The sessions since the last call, once they have ended; at least `count`, 1 where it is left out. */
  newSessions(count?: number): Promise<readonly SessionRecord[]>
}

/** Starts it before the first test of the file, and closes it after the last. */
export function usualServer(): UsualServer {
  let servers: Servers
  let target: Target
  const seen = new Set<string>()
  beforeAll(async () => {
    servers = await createServers(login)
    target = await servers.start('usual')
  })
  afterAll(async () => {
    await target.server.close()
    servers.remove()
  })
  return {
    get server() {
      return target.server
    },
    newSessions: (count = 1) => endedSessions(target.server, { seen, count }),
  }
}
