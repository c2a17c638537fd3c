import { test as base, type TestAPI } from 'vitest'
import type { FourportServer } from '../server/fourport-server.ts'
import type { Inbox } from '../server/mailbox.ts'
import type { ServerOptions } from '../server/options/options.ts'
import { startServer } from '../server/start-server.ts'

export interface FourportFixtures {
  /** One server for all tests of the worker, started when first asked for, closed at the end. */
  readonly server: FourportServer
  /** An inbox of this test's own on that server. */
  readonly inbox: Inbox
}

/**
 * A `test` with `server` and `inbox`. Tests share the server and stay apart by their inboxes, so they may
 * run at the same time. `options` as for `startServer`.
 */
export function createTest(options: ServerOptions = {}): TestAPI<FourportFixtures> {
  return base.extend<FourportFixtures>({
    server: [
      // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures' dependencies from this pattern
      async ({}, use) => {
        await using server = await startServer(options)
        await use(server)
      },
      { scope: 'worker' },
    ],
    inbox: async ({ server }, use) => {
      const inbox = server.inbox()
      await use(inbox)
      inbox.delete()
    },
  })
}

/** `createTest()` with the options' defaults. */
export const test: TestAPI<FourportFixtures> = createTest()
