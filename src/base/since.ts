import { types } from 'node:util'

/** What `since` may be, as it goes on after “expected”. */
export const sinceExpected = 'milliseconds since 1970, an ISO 8601 time or a Date'

/** Milliseconds since 1970, or undefined where it is no time. */
export function sinceMs(value: unknown): number | undefined {
  const time = typeof value === 'string' ? isoMs(value) : types.isDate(value) ? value.getTime() : value
  return typeof time === 'number' && Number.isFinite(time) ? time : undefined
}

/** `Date.parse` alone takes "1" and "March 7", and means something else by them in each engine. */
function isoMs(text: string): number {
  return /^\d{4}-\d\d-\d\d([T ][\d:.,]+ ?(Z|[+-]\d\d:?\d\d)?)?$/i.test(text) ? Date.parse(text) : Number.NaN
}
