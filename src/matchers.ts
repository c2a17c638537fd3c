/** Entry "./matchers": the matchers by themselves, for Jest, node:test and other runners. */
import './base/needs-node.ts'
export { assertThat } from './testing/assert-that.ts'
export { matchers } from './testing/matchers.ts'
export type * from './testing/matcher-types.ts'
