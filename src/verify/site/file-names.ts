/**
 * A name for the files of each client, by its place: letters, digits and dashes alone, and no two the same, whatever the
 * clients are called. A name that is in use gets a number.
 */
export function fileNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const plain = plainOf(name)
    let free = plain
    for (let number = 2; taken.has(free); number++) free = `${plain}-${number}`
    taken.add(free)
    return free
  })
}

function plainOf(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  return words.join('-').slice(0, 80) || 'client'
}
