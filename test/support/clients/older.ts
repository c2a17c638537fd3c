/** Whether the first version named in a text is older than another one, number by number. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [numbersOf(version), numbersOf(than)]
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

function numbersOf(version: string): readonly number[] {
  const found = /\d+(\.\d+)*/.exec(version)
  if (found === null) throw new Error(`no version in "${version}"`)
  return found[0].split('.').map(Number)
}
