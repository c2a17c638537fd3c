/** Entry "./vitest": registers the matchers with vitest's `expect` and offers a `test` with a server and an inbox. */
import './base/needs-node.ts'
import { expect } from 'vitest'
import { matchers } from './testing/matchers.ts'
import type { FourportMatchers } from './testing/matcher-types.ts'

declare global {
  namespace Chai {
    // vitest 4 and 5 give their Matchers different parameters; Chai's Assertion is the same in both.
    interface Assertion extends FourportMatchers {}
  }
}

expect.extend(matchers)

export { test, test as it, createTest } from './testing/fixture.ts'
export type { FourportFixtures } from './testing/fixture.ts'
export type * from './testing/matcher-types.ts'
