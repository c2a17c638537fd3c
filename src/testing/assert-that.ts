import { AssertionError } from 'node:assert'
import { matchers } from './matchers.ts'
import type { FourportMatchers, MatcherResult } from './matcher-types.ts'

type Matcher = (this: { isNot: boolean }, received: unknown, ...wanted: unknown[]) => Promise<MatcherResult>

/**
 * The matchers without a test runner's `expect`, for node:test and plain scripts:
 * `await assertThat(server).toHaveReceivedMessage({ to: 'ada@example.test' })`; `.not` negates.
 * @throws AssertionError with the words that the matcher has for it
 */
export function assertThat(received: unknown): FourportMatchers & { readonly not: FourportMatchers } {
  return { ...bind(received, false), not: bind(received, true) }
}

function bind(received: unknown, isNot: boolean): FourportMatchers {
  const bound = Object.entries(matchers).map(([name, matcher]) => [
    name,
    async (...wanted: unknown[]): Promise<void> => {
      const result = await (matcher as Matcher).call({ isNot }, received, ...wanted)
      if (result.pass !== isNot) return
      const { message, expected, actual } = result
      throw new AssertionError({ message: message(), operator: name, expected, actual })
    },
  ])
  return Object.fromEntries(bound) as FourportMatchers
}
