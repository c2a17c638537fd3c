import { runInThisContext } from 'node:vm'

/** The process itself: Jest gives its tests a copy, which hears no `exit`. */
export const realProcess: NodeJS.Process = runInThisContext('process') as NodeJS.Process

/**
 * Whether this very process runs tests. The runners' variables alone do not tell: whatever a test starts inherits them,
 * and a server in a program that a test has started has to stay.
 */
export function runsTests(): boolean {
  const { VITEST, JEST_WORKER_ID } = process.env
  return (
    (VITEST !== undefined && '__vitest_worker__' in globalThis) ||
    // What `expect` keeps in the realm of the tests.
    (JEST_WORKER_ID !== undefined && Symbol.for('$$jest-matchers-object') in globalThis) ||
    nodeRunsTests()
  )
}

/** Node's runner, also without `node --test`: who has loaded `node:test` has tests. */
function nodeRunsTests(): boolean {
  const { moduleLoadList } = process as { readonly moduleLoadList?: readonly string[] }
  return moduleLoadList?.includes('NativeModule test') ?? process.env['NODE_TEST_CONTEXT'] !== undefined
}
