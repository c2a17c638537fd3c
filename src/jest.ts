/** Entry "./jest": registers the matchers with Jest's global `expect`. Name it in `setupFilesAfterEnv`. */
import { FourportError } from './base/errors.ts'
import { matchers } from './testing/matchers.ts'
import type { FourportMatchers } from './testing/matcher-types.ts'

declare global {
  namespace jest {
    // oxlint-disable-next-line typescript/no-empty-object-type -- must repeat Jest's own parameters to the letter
    interface Matchers<R, T = {}> extends FourportMatchers {}
  }
}

const { expect } = globalThis as { expect?: { extend(matchers: object): void } }
if (!expect) {
  throw new FourportError(
    'MATCHER_SUBJECT',
    'fourport/jest was imported where there is no global expect; name it in setupFilesAfterEnv of the Jest configuration.',
  )
}
expect.extend(matchers)
