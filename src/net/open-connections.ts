/** Where a connection stands among the open ones. */
export interface OpenPlace<Connection> {
  readonly connection: Connection
  /** -1: it has ended. */
  at: number
}

/**
 * The open connections of a server, in no order. A Set would be natural, but V8 rebuilds the table of a Set every few
 * additions and removals, and the old table keeps its entries and points at the new one. When one old table has moved to old
 * memory, every table after it survives as well, and with them nearly every connection, until all memory is collected.
 */
export class OpenConnections<Connection> {
  readonly #places: OpenPlace<Connection>[] = []

  get size(): number {
    return this.#places.length
  }

  add(connection: Connection): OpenPlace<Connection> {
    const place = { connection, at: this.#places.length }
    this.#places.push(place)
    return place
  }

  delete(place: OpenPlace<Connection>): void {
    const { at } = place
    if (at < 0) return
    place.at = -1
    const last = this.#places.pop()
    if (last === undefined || last === place) return
    this.#places[at] = last
    last.at = at
  }

  /** Those that are open now: while one goes through them, others may come and go. */
  all(): Connection[] {
    return this.#places.map(({ connection }) => connection)
  }
}
