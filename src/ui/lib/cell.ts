import { useEffect, useState } from 'preact/hooks'

/** One value that views can watch. All state of the page lives in cells; there is no other. */
export interface Cell<T> {
  get(): T
  set(next: T): void
  update(change: (old: T) => T): void
  watch(listener: () => void): () => void
}

export function cell<T>(initial: T): Cell<T> {
  let value = initial
  const listeners = new Set<() => void>()
  const set = (next: T): void => {
    if (Object.is(next, value)) return
    value = next
    for (const listener of listeners) listener()
  }
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The value of a cell, rendered again when it changes. */
export function useCell<T>(source: Cell<T>): T {
  const [, render] = useState(0)
  useEffect(() => {
    const seen = source.get()
    const stop = source.watch(() => render((count) => count + 1))
    // A change between render and effect would be missed otherwise.
    if (!Object.is(seen, source.get())) render((count) => count + 1)
    return stop
  }, [source])
  return source.get()
}
