import { useLayoutEffect, useState } from 'preact/hooks'

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
  const value = source.get()
  const [, render] = useState(0)
  useLayoutEffect(() => {
    const again = (): void => render((count) => count + 1)
    // It may have changed between the rendering and this moment.
    if (!Object.is(value, source.get())) again()
    return source.watch(again)
  }, [source])
  return value
}
