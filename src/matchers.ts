/** Entry "./matchers": the matchers by themselves, for Jest, node:test and other runners. */
export { assertThat } from './testing/assert-that.ts'
export { matchers } from './testing/matchers.ts'
export type * from './testing/matcher-types.ts'
