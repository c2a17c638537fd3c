import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'

/** The element that scrolls. */
export type ListBox = RefObject<HTMLElement | null>

/** Rows above and below the visible ones, so that a fast scroll shows no gaps. */
export const overscan = 8

export function useBoxHeight(box: ListBox): number {
  const [height, setHeight] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    setHeight(element.clientHeight)
    return () => observer.disconnect()
  }, [])
  return height
}

/** Scrolls to a row when another becomes the current one. @param id - Of the current one; null: there is none */
export function useInView(box: ListBox, id: string | null, row: number, rowHeightPx: number): void {
  const isThere = row >= 0
  useEffect(() => {
    const element = box.current
    if (!element || !isThere) return
    const from = row * rowHeightPx
    if (from < element.scrollTop) element.scrollTop = from
    else if (from + rowHeightPx > element.scrollTop + element.clientHeight) {
      element.scrollTop = from + rowHeightPx - element.clientHeight
    }
  }, [id, isThere, rowHeightPx])
}
