let second = NaN
let upToSecond = ''

/**
 * A time as `toISOString` writes it. Of many sessions that begin in one second only the milliseconds differ, and V8 takes as
 * long for such a text as for a rule of the diagnosis.
 *
 * @param ms - Milliseconds since 1970
 * @throws RangeError for what is no time
 */
export function isoTime(ms: number): string {
  const whole = Math.trunc(ms)
  const itsSecond = Math.floor(whole / 1000)
  if (itsSecond !== second) {
    upToSecond = new Date(itsSecond * 1000).toISOString().slice(0, -'000Z'.length)
    second = itsSecond
  }
  return `${upToSecond}${String(whole - itsSecond * 1000).padStart(3, '0')}Z`
}
