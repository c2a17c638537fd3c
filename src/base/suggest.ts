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

/** Of a long list these say what kind of names there are. */
const mostListed = 12
/** Characters of what was typed: it may be a megabyte. */
const mostCompared = 64

/** `a, b and c`; of many the nearest to what was typed, and how many more there are. */
export function listOf(names: readonly string[], typed = ''): string {
  if (names.length <= mostListed + 1) return inWords(names)
  const asked = plain(typed.slice(0, mostCompared))
  const near = names
    .map((name) => ({ name, distance: asked === '' ? 0 : distanceOf(asked, plain(name), asked.length) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, mostListed)
    .map(({ name }) => name)
  return inWords([...names.filter((name) => near.includes(name)), `${names.length - mostListed} more`])
}

/** What is meant by a name that there is not, and which there are. */
export function suggestion(typed: string, names: readonly string[], where = ''): string {
  const near = nearest(typed, names)
  const list = `There are ${listOf(names, typed)}${where}.`
  return near === undefined ? list : `Did you mean ${near}? ${list}`
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
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
