interface Numbered {
  readonly seq: number
}

/**
 * Items in the order of their `seq`, which only grows. Taking from the front is cheap, which it is not
 * with a Map: V8 skips every deleted entry again and again. A removed item leaves its number behind
 * until half of the list is such holes.
 */
export class OrderedList<Item extends Numbered> {
  #slots: (Item | number)[] = []
  #start = 0
  #size = 0

  get size(): number {
    return this.#size
  }

  /** `item.seq` must be above every one before. */
  push(item: Item): void {
    this.#slots.push(item)
    this.#size++
  }

  remove(seq: number): boolean {
    // Nearly always the first; a search would touch a dozen that nobody has looked at for long.
    const at = this.first()?.seq === seq ? this.#start : this.#indexOf(seq)
    if (typeof this.#slots[at] !== 'object' || this.#slots[at].seq !== seq) return false
    this.#slots[at] = seq
    this.#size--
    this.#skipHoles()
    if (this.#slots.length > 2 * this.#size + 64) this.#compact()
    return true
  }

  first(): Item | undefined {
    const slot = this.#slots[this.#start]
    return typeof slot === 'object' ? slot : undefined
  }

  /** A copy, oldest first, of the items below `before`. */
  toArray(before: number = Infinity): Item[] {
    const end = before === Infinity ? this.#slots.length : this.#indexOf(before)
    const slots = this.#slots.slice(this.#start, Math.max(this.#start, end))
    return this.#size === this.#slots.length - this.#start
      ? (slots as Item[])
      : slots.filter((slot): slot is Item => typeof slot === 'object')
  }

  /** The last items below `before`, no more than `limit`, newest first. What lies before them is not touched. */
  latest(limit: number, before: number = Infinity): Item[] {
    const found: Item[] = []
    const end = before === Infinity ? this.#slots.length : this.#indexOf(before)
    for (let at = end - 1; at >= this.#start && found.length < limit; at--) {
      const slot = this.#slots[at]
      if (typeof slot === 'object') found.push(slot)
    }
    return found
  }

  /** The first items above `seq`, no more than `limit`, oldest first. */
  next(limit: number, seq: number): Item[] {
    const found: Item[] = []
    for (let at = this.#indexOf(seq + 1); at < this.#slots.length && found.length < limit; at++) {
      const slot = this.#slots[at]
      if (typeof slot === 'object') found.push(slot)
    }
    return found
  }

  clear(): void {
    this.#slots = []
    this.#start = 0
    this.#size = 0
  }

  /** First index whose number is at least `seq`. */
  #indexOf(seq: number): number {
    let low = this.#start
    let high = this.#slots.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const slot = this.#slots[middle] as Item | number
      if ((typeof slot === 'number' ? slot : slot.seq) < seq) low = middle + 1
      else high = middle
    }
    return low
  }

  #skipHoles(): void {
    while (this.#start < this.#slots.length && typeof this.#slots[this.#start] === 'number') this.#start++
  }

  #compact(): void {
    this.#slots = this.toArray()
    this.#start = 0
  }
}

/** Items by one of their texts, lower-cased, each in order. A text with one item, the usual case among many recipients, has no list. */
export class OrderedIndex<Item extends Numbered> {
  readonly #byKey = new Map<string, Item | OrderedList<Item>>()

  /** @param texts - Of the item, in any case; one that comes again adds nothing */
  add(item: Item, texts: readonly string[]): void {
    for (const key of keysOf(texts)) {
      const known = this.#byKey.get(key)
      if (known === undefined) {
        this.#byKey.set(key, item)
      } else if (known instanceof OrderedList) {
        known.push(item)
      } else {
        const list = new OrderedList<Item>()
        list.push(known)
        list.push(item)
        this.#byKey.set(key, list)
      }
    }
  }

  /** @param texts - Those that it was added with */
  remove(item: Item, texts: readonly string[]): void {
    for (const key of keysOf(texts)) {
      const known = this.#byKey.get(key)
      if (known instanceof OrderedList && known.size > 1) known.remove(item.seq)
      else this.#byKey.delete(key)
    }
  }

  /** Oldest first. `key` in lower case. */
  get(key: string, before: number): Item[] {
    const known = this.#byKey.get(key)
    if (known === undefined) return []
    if (known instanceof OrderedList) return known.toArray(before)
    return known.seq < before ? [known] : []
  }
}

/** Each once: the envelope tells `A@x.test` from `a@x.test`, the index does not. */
function keysOf(texts: readonly string[]): readonly string[] {
  const keys = texts.map((text) => text.toLowerCase())
  return keys.length < 2 ? keys : [...new Set(keys)]
}
