import { useLayoutEffect } from 'preact/hooks'

export type KeyMap = Readonly<Record<string, () => void>>

/** Keys of views that are open; the one opened last is asked first. */
const maps: KeyMap[] = []

/** Keys that change what is kept: mark as read or unread, delete. */
const changingKeys: readonly string[] = ['e', 'u', '#']

/** Whether nothing may be changed; what carries `data-changes` is not shown then. */
export function showReadOnly(isReadOnly: boolean): void {
  document.documentElement.toggleAttribute('data-read-only', isReadOnly)
}

/** Keys mean their own thing where text is typed, and with modifiers they are the browser's. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]') !== null
  )
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
  if (isTyping(event.target) && event.key !== 'Escape') return
  if (changingKeys.includes(event.key) && document.documentElement.hasAttribute('data-read-only')) return
  const run = maps.findLast((map) => Object.hasOwn(map, event.key))?.[event.key]
  if (!run) return
  // Enter on a link or a button is already an answer of its own.
  if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a, button'))
    return
  event.preventDefault()
  if (isTyping(event.target)) (event.target as HTMLElement).blur()
  run()
})

/** Keys that hold while the component is there. */
export function useKeys(map: KeyMap): void {
  // Before the paint: what can be seen can be pressed.
  useLayoutEffect(() => {
    maps.push(map)
    return () => {
      maps.splice(maps.indexOf(map), 1)
    }
  })
}
