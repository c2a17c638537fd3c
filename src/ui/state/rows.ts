/** Rows of a long list of which some are loaded. */
export interface Rows<T> {
  /** Those that are loaded, newest first. */
  readonly items: readonly T[]
  /** The row of each of them, from 0 on. */
  readonly places: readonly number[]
  /** How many rows there are; null: not known yet, at least those that are loaded. */
  readonly total: number | null
  /** How many have come on top since the list was loaded: by so many rows all others have moved down. */
  readonly added: number
}

interface Item {
  readonly id: string
  readonly seq: number
}

export const noRows: Rows<never> = { items: [], places: [], total: null, added: 0 }

/** The row after the last that is loaded. */
export function endOf({ places }: Rows<unknown>): number {
  return (places.at(-1) ?? -1) + 1
}

/** Index among the loaded of the first one at this row or below it. */
function indexAt({ places }: Rows<unknown>, row: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((places[middle] as number) < row) low = middle + 1
    else high = middle
  }
  return low
}

/** What is at a row; undefined: it is not loaded. */
export function rowAt<T>(rows: Rows<T>, row: number): T | undefined {
  const at = indexAt(rows, row)
  return rows.places[at] === row ? rows.items[at] : undefined
}

/** The first row in a range that is not loaded, `last` where all are. */
export function firstMissing(rows: Rows<unknown>, first: number, last: number): number {
  let row = first
  for (let at = indexAt(rows, first); row < last && rows.places[at] === row; at++) row++
  return row
}

/** The nearest loaded one above a row, with its own row. */
export function nearestAbove<T>(
  rows: Rows<T>,
  row: number,
): { readonly item: T; readonly row: number } | null {
  const at = indexAt(rows, row) - 1
  const item = rows.items[at]
  return item === undefined ? null : { item, row: rows.places[at] as number }
}

/** New ones on top, oldest first; of those that are there, their newer state. */
export function withNewer<T extends Item>(rows: Rows<T>, newer: readonly T[]): Rows<T> {
  const changed = new Map(newer.map((item) => [item.id, item]))
  const kept = rows.items.map((item) => {
    const change = changed.get(item.id)
    changed.delete(item.id)
    return change ?? item
  })
  const top = rows.places[0] === 0 ? (rows.items[0]?.seq ?? 0) : 0
  // What is older than the newest stands further down, in rows that are not loaded.
  const fresh = [...changed.values()].filter(({ seq }) => seq > top).toReversed()
  return {
    items: [...fresh, ...kept],
    places: [...fresh.keys(), ...rows.places.map((row) => row + fresh.length)],
    total: rows.total === null ? null : rows.total + fresh.length,
    added: rows.added + fresh.length,
  }
}

/** With a page that was loaded for the rows from `first` on. @param isEnd - No row follows it */
export function withPage<T extends Item>(
  rows: Rows<T>,
  first: number,
  page: readonly T[],
  isEnd: boolean,
): Rows<T> {
  const ids = new Set(page.map(({ id }) => id))
  const end = first + page.length
  const kept: (readonly [number, T])[] = []
  for (const [at, item] of rows.items.entries()) {
    const row = rows.places[at] as number
    if (!ids.has(item.id) && (row < first || (row >= end && !isEnd))) kept.push([row, item])
  }
  const all = [...kept, ...page.map((item, at) => [first + at, item] as const)].sort(
    ([one], [other]) => one - other,
  )
  return {
    items: all.map(([, item]) => item),
    places: all.map(([row]) => row),
    total: isEnd ? end : rows.total === null ? null : Math.max(rows.total, end + 1),
    added: rows.added,
  }
}

/** Without some of those that are loaded: what is below them moves up. */
export function without<T extends Item>(rows: Rows<T>, isGone: (item: T) => boolean): Rows<T> {
  const items: T[] = []
  const places: number[] = []
  let gone = 0
  for (const [at, item] of rows.items.entries()) {
    if (isGone(item)) gone++
    else {
      items.push(item)
      places.push((rows.places[at] as number) - gone)
    }
  }
  if (gone === 0) return rows
  return { ...rows, items, places, total: rows.total === null ? null : rows.total - gone }
}

/** Only those without a gap above them: somewhere below rows have gone, and nobody knows where. */
export function onlyTop<T>(rows: Rows<T>, gone: number): Rows<T> {
  const end = firstMissing(rows, 0, rows.items.length)
  return {
    ...rows,
    items: rows.items.slice(0, end),
    places: rows.places.slice(0, end),
    total: rows.total === null ? null : Math.max(end, rows.total - gone),
  }
}

/** The first rows, and no more than `most` around those that the reader has in sight: a page that is open all day would else keep all that ever came. */
export function within<T>(
  rows: Rows<T>,
  seen: { readonly first: number; readonly last: number },
  most: number,
): Rows<T> {
  if (rows.items.length <= most) return rows
  const topRows = 50
  const around = Math.max(0, Math.floor((most - topRows - (seen.last - seen.first)) / 2))
  const isKept = (_: unknown, at: number): boolean => {
    const row = rows.places[at] as number
    return row < topRows || (row >= seen.first - around && row < seen.last + around)
  }
  return { ...rows, items: rows.items.filter(isKept), places: rows.places.filter(isKept) }
}
