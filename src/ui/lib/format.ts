const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })

/** For lists: the time of day, with the date where it was not today. */
export function shortTime(at: number | string, now: number = Date.now()): string {
  const date = new Date(at)
  return (date.toDateString() === new Date(now).toDateString() ? clock : dayAndClock).format(date)
}

export function fullTime(at: number | string): string {
  return whole.format(new Date(at))
}

/** `1 message`, `2 messages`. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
