import type { Invocation } from '../invocation.ts'

export function ca(_: Invocation): Promise<number> {
  return Promise.resolve(0)
}
