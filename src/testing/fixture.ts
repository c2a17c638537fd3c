import { test as base, type TestAPI } from 'vitest'
import type { Inbox } from '../model/mailbox.ts'
import type { FourportServer } from '../server/fourport-server.ts'
import type { ServerOptions } from '../options/options.ts'
import { startServer } from '../server/start-server.ts'
import { TestTimes } from './test-times.ts'

export interface FourportFixtures {
  /**
   * One server for all tests of the worker, started when first asked for, closed at the end. Its `findings` and
   * `waitForFinding`, and so `toHaveNoFindings`, see what clients did since this test began: what earlier tests did
   * does not count. Give `since` for another time.
   */
  readonly server: FourportServer
  /** An inbox of this test's own on that server. */
  readonly inbox: Inbox
}

/** Runs with every test, even one that uses neither. */
interface Hidden {
  readonly fourportTestTime: undefined
}

/**
 * A `test` with `server` and `inbox`. Tests share the server and stay apart by their inboxes, so they may
 * run at the same time. `options` as for `startServer`.
 */
export function createTest(options: ServerOptions = {}): TestAPI<FourportFixtures> {
  const times = new TestTimes()
  return base.extend<FourportFixtures & Hidden>({
    server: [
      // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures' dependencies from this pattern
      async ({}, use) => {
        await using server = await startServer(options)
        await use(times.viewOf(server))
      },
      { scope: 'worker' },
    ],
    inbox: async ({ server }, use) => {
      const inbox = await server.inbox()
      await use(inbox)
      await inbox.delete()
    },
    fourportTestTime: [
      // oxlint-disable-next-line no-empty-pattern -- as above
      async ({}, use) => {
        const ended = times.begin()
        await use(undefined)
        ended()
      },
      { auto: true },
    ],
  }) as TestAPI<FourportFixtures>
}

/** `createTest()` with the options' defaults. */
export const test: TestAPI<FourportFixtures> = createTest()
