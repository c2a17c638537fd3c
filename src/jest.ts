/** Entry "./jest": registers the matchers with Jest's `expect`. Name it in `setupFilesAfterEnv`. */
import './base/needs-node.ts'
import { createRequire } from 'node:module'
import { FourportError } from './base/errors.ts'
import { matchers } from './testing/matchers.ts'
import type { FourportMatchers } from './testing/matcher-types.ts'

declare global {
  namespace jest {
    // oxlint-disable-next-line typescript/no-empty-object-type -- must repeat Jest's own parameters to the letter
    interface Matchers<R, T = {}> extends FourportMatchers {}
  }
}

// What `@jest/globals` exports takes its matchers from here. Who has Jest has this module; who has not needs no types of it.
/** @ts-ignore */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends FourportMatchers {}
}

/** With `injectGlobals: false` there is no global one; Jest answers this name itself, again in each file of tests. */
function expectOfJest(): { extend(matchers: object): void } {
  const { expect } = globalThis as { expect?: ReturnType<typeof expectOfJest> }
  if (expect) return expect
  try {
    return createRequire(import.meta.url)('@jest/globals').expect
  } catch (cause) {
    throw new FourportError(
      'MATCHER_SUBJECT',
      'fourport/jest was imported outside of a test of Jest; name it in setupFilesAfterEnv of the Jest configuration.',
      { cause },
    )
  }
}

expectOfJest().extend(matchers)
