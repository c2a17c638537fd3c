import { route } from './route.ts'

/** What had the focus last, and where it was. */
interface Focused {
  readonly element: Element
  readonly wasInDetail: boolean
}

/**
 * Puts the focus beside where it was when what had it leaves the page: a browser gives it to nobody then, and the next Tab
 * begins at the top. @param root - All that is rendered is below it
 */
export function keepFocus(root: Element): void {
  let last: Focused | null = null
  let open = route.get().path[1]
  root.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) last = { element: target, wasInDetail: target.closest('.detail') !== null }
  })
  const look = (): void => {
    if (last !== null && !last.element.isConnected && document.activeElement === document.body)
      focusFirst(successors(last, [route.get().path[1], open]))
    open = route.get().path[1] ?? open
  }
  new MutationObserver(look).observe(root, { childList: true, subtree: true })
}

/** After the detail the next one; else the row that is or was open; else the list, and the view. */
function successors({ wasInDetail }: Focused, open: readonly (string | undefined)[]) {
  const detail = document.querySelector<HTMLElement>('.detail')
  return [
    ...(wasInDetail ? [detail] : []),
    ...open.map(linkOfRow),
    document.querySelector<HTMLElement>('.pane-list .virtual'),
    detail,
    document.querySelector<HTMLElement>('#main'),
  ]
}

/** The first that takes it: what is not shown, such as the list beside a message on a phone, does not. */
function focusFirst(candidates: readonly (HTMLElement | null)[]): void {
  for (const candidate of candidates) {
    candidate?.focus({ preventScroll: true })
    if (candidate !== null && document.activeElement === candidate) return
  }
}

/** The link of a row in a list, where that is rendered. */
export function linkOfRow(id: string | undefined): HTMLElement | null {
  if (id === undefined) return null
  const row = document.querySelector<HTMLElement>(`.row[data-id="${CSS.escape(id)}"]`)
  return row?.matches('a') ? row : (row?.querySelector<HTMLElement>('.row-link') ?? null)
}
