import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type ListBox, overscan, useBoxHeight, useInView } from './list-box.ts'

interface VirtualListProps<T> {
  readonly items: readonly T[]
  /** How many there are on the server; more than `items` while older pages are not loaded. */
  readonly total: number
  readonly rowHeightPx: number
  readonly label: string
  /** Row to keep in view, or -1. */
  readonly current: number
  keyOf(item: T): string
  row(item: T, index: number): ComponentChildren
  /** Called when the end of `items` comes near, and again as long as a row in sight is not among them. */
  onEnd?(): void
  /** Called with the last row in sight, 0 while the list is at its top. */
  onReach?: ((row: number) => void) | undefined
}

/** What the reader looks at stays where it is when rows come in above it. */
function useSteady<T>(
  box: ListBox,
  items: readonly T[],
  keyOf: (item: T) => string,
  rowHeightPx: number,
): void {
  const head = useRef<string | null>(null)
  useLayoutEffect(() => {
    const element = box.current
    const newest = items[0] === undefined ? null : keyOf(items[0])
    const before = head.current
    head.current = newest
    if (!element || before === null || before === newest || element.scrollTop === 0) return
    const added = items.findIndex((item) => keyOf(item) === before)
    if (added > 0) element.scrollTop += added * rowHeightPx
  }, [items])
}

/** A list of any length that holds only the visible rows in the document. Every row has the same height. */
export function VirtualList<T>(props: VirtualListProps<T>): JSX.Element {
  const { items, total, rowHeightPx, current, onEnd, onReach } = props
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const height = useBoxHeight(box)
  const open = items[current]
  useInView(box, open === undefined ? null : props.keyOf(open), current, rowHeightPx)
  useSteady(box, items, props.keyOf, rowHeightPx)

  const first = Math.max(0, Math.floor(top / rowHeightPx) - overscan)
  const wanted = Math.ceil((top + height) / rowHeightPx) + overscan
  const last = Math.min(items.length, wanted)
  useEffect(() => {
    if (onEnd && items.length < total && wanted >= items.length - overscan) onEnd()
  }, [wanted, items.length, total, onEnd])
  useEffect(() => onReach?.(top === 0 ? 0 : wanted), [wanted, top === 0, onReach])

  return (
    <div class="virtual" tabIndex={-1} ref={box} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <ul
        class="virtual-rows"
        aria-label={props.label}
        data-loaded={items.length}
        style={{ height: `${Math.max(total, items.length) * rowHeightPx}px` }}
      >
        {items.slice(first, last).map((item, offset) => (
          <li
            key={props.keyOf(item)}
            class="virtual-row"
            aria-setsize={total}
            aria-posinset={first + offset + 1}
            style={{
              height: `${rowHeightPx}px`,
              transform: `translateY(${(first + offset) * rowHeightPx}px)`,
            }}
          >
            {props.row(item, first + offset)}
          </li>
        ))}
      </ul>
    </div>
  )
}
