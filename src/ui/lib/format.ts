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
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })

/** For lists: the time of day, with the date where it was not today. */
export function shortTime(at: number | string, now: number = Date.now()): string {
  const date = new Date(at)
  return (date.toDateString() === new Date(now).toDateString() ? clock : dayAndClock).format(date)
}

/** How long ago, for lists: `now`, `5 min`, `3 h`, and the day where it was not within one. */
export function timeAgo(at: number | string, now: number): string {
  const minutes = Math.floor((now - new Date(at).getTime()) / 60_000)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes} min`
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} h` : day.format(new Date(at))
}

export function fullTime(at: number | string): string {
  return whole.format(new Date(at))
}

/** `1 message`, `2 messages`. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
