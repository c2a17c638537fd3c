import { FourportError } from './errors.ts'
import { checkFields, type FieldKind, shown } from './fields.ts'
import { nearest } from './suggest.ts'

/** A time to wait; Infinity is one. */
export const milliseconds: FieldKind = {
  fits: (value) => typeof value === 'number' && value >= 0,
  expected: 'milliseconds, 0 or more',
}

/** By what it does, not by its class: there are signals of other realms and polyfills. */
export const signal: FieldKind = {
  fits: (value) =>
    typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value,
  expected: 'an AbortSignal',
}

/** What a wait for something calls its time, and what a watch that nothing comes does: easily taken for each other. */
type TimeName = 'timeoutMs' | 'withinMs'
const otherName: Readonly<Record<string, TimeName>> = { timeoutMs: 'withinMs', withinMs: 'timeoutMs' }

/**
 * Checks the options of a wait as a test gives them: a time that is passed over is waited wrongly, and nobody notices.
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID
 */
export function checkWaitOptions(owner: string, options: unknown, time: TimeName = 'timeoutMs'): void {
  if (options === undefined) return
  checkFields(options, {
    owner,
    kinds: { [time]: milliseconds, signal },
    example: `options such as { ${time}: 2000 }`,
    suggest: (typed, names) => (otherName[typed] === time ? time : nearest(typed, names)),
  })
}

/** Checks how many are waited for. @throws FourportError OPTION_INVALID */
export function checkCount(count: unknown): void {
  if (Number.isInteger(count) && (count as number) >= 1) return
  throw new FourportError('OPTION_INVALID', `count is ${shown(count)}; expected a whole number from 1.`, {
    help: 'Write, for example: 2.',
  })
}
