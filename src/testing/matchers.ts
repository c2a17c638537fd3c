import * as mailbox from './mailbox-matchers.ts'
import * as message from './message-matchers.ts'
import * as verify from './verify-matchers.ts'
import type { FourportMatchers } from './matcher-types.ts'

/** For `expect.extend(matchers)` in vitest, Jest, or any runner with their protocol. */
export const matchers = { ...mailbox, ...message, ...verify }

/** Fails to compile when a matcher has no type, or a type no matcher. */
const _complete: Record<keyof FourportMatchers, unknown> & Record<keyof typeof matchers, unknown> = matchers
void _complete
