import { test as base, type TestAPI } from 'vitest'
import { asLabelText, isLabelText } from '../base/label-text.ts'
import { labelChars } from '../model/inbox-names.ts'
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
    inbox: async ({ server, task }, use) => {
      const inbox = await server.inbox({ name: nameOf(task) })
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

interface Named {
  readonly name: string
  readonly suite?: Named | undefined
}

/** What the page calls the inbox of a test: its name, after those of its suites, as far as they fit. */
function nameOf(task: Named): string {
  const names: string[] = []
  for (let one: Named | undefined = task; one !== undefined; one = one.suite) names.unshift(one.name)
  const line = asLabelText(names.filter((name) => name !== '').join(' > '), labelChars.name)
  return isLabelText(line, labelChars.name) ? line : 'a test'
}

/** `createTest()` with the options' defaults. */
export const test: TestAPI<FourportFixtures> = createTest()
