import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type ListBox, overscan, useBoxHeight, useInView } from './list-box.ts'

interface LongRowsProps<T> {
  readonly box: ListBox
  /** undefined: not loaded yet. */
  itemAt(row: number): T | undefined
  /** How many are loaded, for tests. */
  readonly loaded: number
  readonly total: number
  /** How many have come on top: by so many rows all others have moved down. */
  readonly added: number
  readonly rowHeightPx: number
  readonly label: string
  /** Row to bring into view when another becomes the current one, or -1. */
  readonly current: number
  readonly currentId: string | null
  keyOf(item: T): string
  row(item: T, index: number): ComponentChildren
  /** Called with the rows in sight, and again when others are there. */
  onShow(first: number, last: number): void
  /** Called with the number of those that came on top since the top was last in sight. */
  onNew(count: number): void
}

/** What the reader looks at stays where it is when rows come in above it. */
function useSteady(box: ListBox, added: number, rowHeightPx: number): void {
  const before = useRef(added)
  useLayoutEffect(() => {
    const more = added - before.current
    before.current = added
    if (more > 0 && box.current && box.current.scrollTop > 0) box.current.scrollTop += more * rowHeightPx
  }, [added])
}

/** How many have come since the reader last saw the top of the list. */
function useNew(added: number, isTopSeen: boolean, onNew: (count: number) => void): void {
  const seen = useRef(added)
  useEffect(() => {
    if (isTopSeen || added < seen.current) seen.current = added
    onNew(added - seen.current)
  }, [added, isTopSeen, onNew])
}

/**
 * A list of any length that holds only the visible rows in the document, of which some may not be loaded. Every row has
 * the same height.
 */
export function LongRows<T>(props: LongRowsProps<T>): JSX.Element {
  const { box, total, added, rowHeightPx, current, itemAt, onShow } = props
  const [top, setTop] = useState(0)
  const height = useBoxHeight(box)
  useSteady(box, added, rowHeightPx)
  useInView(box, props.currentId, current, rowHeightPx)
  useNew(added, top < rowHeightPx && height > 0, props.onNew)

  const first = Math.max(0, Math.floor(top / rowHeightPx) - overscan)
  const last = Math.min(total, Math.ceil((top + height) / rowHeightPx) + overscan)
  useEffect(() => {
    if (height > 0) onShow(first, last)
  }, [first, last, height, itemAt, onShow])
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at)
  return (
    <div
      class="virtual"
      tabIndex={-1}
      ref={box as never}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <ul
        class="virtual-rows"
        aria-label={props.label}
        data-loaded={props.loaded}
        style={{ height: `${total * rowHeightPx}px` }}
      >
        {shown.map((index) => {
          const item = itemAt(index)
          return (
            <li
              key={item === undefined ? `row ${index}` : props.keyOf(item)}
              class={`virtual-row ${item === undefined ? 'virtual-waiting' : ''}`}
              aria-setsize={total}
              aria-posinset={index + 1}
              aria-busy={item === undefined}
              style={{ height: `${rowHeightPx}px`, transform: `translateY(${index * rowHeightPx}px)` }}
            >
              {item === undefined ? <span class="sr-only">Loading</span> : props.row(item, index)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
