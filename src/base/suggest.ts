/**
 * The name most like what was typed, or undefined where none is near: at most a third of it may differ, or the one
 * begins with the other (`sizeLimit`, `sizeLimitBytes`). Case, dashes and underscores never count.
 */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const asked = plain(typed)
  const limit = Math.ceil(asked.length / 3)
  const near = names
    .map((name) => ({ name, distance: distanceOf(asked, plain(name), limit) }))
    .filter(({ distance }) => distance <= limit)
  return near.toSorted((a, b) => a.distance - b.distance)[0]?.name
}

/** `nearest` as a question after a sentence, or ''. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const near = nearest(typed, names)
  return near === undefined ? '' : ` Did you mean ${near}?`
}

/** Names shorter than this begin too many others. */
const shortestBeginning = 4

function distanceOf(typed: string, name: string, limit: number): number {
  const [short = '', long = ''] = [typed, name].toSorted((a, b) => a.length - b.length)
  const begins = short.length >= shortestBeginning && long.startsWith(short)
  // What is longer by more is no nearer than that, and may be a megabyte.
  if (long.length - short.length > limit) return begins ? limit : Infinity
  const distance = editDistance(typed, name)
  return begins ? Math.min(distance, limit) : distance
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '')
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
