import { linkOfRow } from './keep-focus.ts'
import { useKeys } from './keys.ts'
import { go } from './route.ts'

/** Whether list and detail stand side by side; below that they are two pages. */
export function isWide(): boolean {
  return matchMedia('(min-width: 901px)').matches
}

/** j and k through a list, Enter into the detail, Esc back out of it. */
export function useListKeys(
  ids: readonly string[],
  current: string | null,
  place: { readonly of: (id: string) => string; readonly list: string },
): void {
  const step = (by: number): void => {
    const index = current === null ? -1 : ids.indexOf(current)
    const next = ids[Math.min(ids.length - 1, Math.max(0, index + by))]
    if (next === undefined || next === current) return
    // Enter would else open the row where the focus stayed.
    if (document.activeElement?.closest('.row')) linkOfRow(next)?.focus({ preventScroll: true })
    go(place.of(next), { replace: current !== null })
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Enter: () => (current === null ? step(1) : document.querySelector<HTMLElement>('.detail')?.focus()),
    Escape: () => go(place.list),
  })
}
