import type { ComponentChildren, JSX, RefObject } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

export interface Tab {
  readonly key: string
  readonly label: string
  /** Shown after the label where there is something to count. */
  readonly count?: number
  readonly render: () => ComponentChildren
}

/** On a narrow screen the row scrolls; the chosen tab must not be out of sight. */
function useChosenInSight(row: RefObject<HTMLElement | null>, key: string | undefined): void {
  useEffect(() => {
    const chosen = row.current?.querySelector<HTMLElement>('[aria-selected=true]')
    if (chosen && row.current) row.current.scrollLeft = chosen.offsetLeft - row.current.clientWidth / 2
  }, [key])
}

/** Where an arrow key goes from a tab, round at the ends; undefined: it is no arrow, or there is no tab. */
function neighbour(tabs: readonly Tab[], shown: Tab | undefined, key: string): Tab | undefined {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
  return step && shown ? tabs[(tabs.indexOf(shown) + step + tabs.length) % tabs.length] : undefined
}

function TabPanel({ id, tab }: { id: string; tab: Tab | undefined }): JSX.Element {
  const label = `${id}-${tab?.key}`
  return (
    <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={label} tabIndex={0}>
      {tab?.render()}
    </div>
  )
}

/** Tabs by the ARIA pattern: arrow keys move between them, Tab goes into the panel. */
export function Tabs({
  tabs,
  current,
  label,
  onSelect,
}: {
  tabs: readonly Tab[]
  current: string
  label: string
  onSelect: (key: string) => void
}): JSX.Element {
  const id = useId()
  const row = useRef<HTMLDivElement>(null)
  const shown = tabs.find((tab) => tab.key === current) ?? tabs[0]
  useChosenInSight(row, shown?.key)
  const move = (event: KeyboardEvent): void => {
    const next = neighbour(tabs, shown, event.key)
    if (!next) return
    event.preventDefault()
    onSelect(next.key)
    document.getElementById(`${id}-${next.key}`)?.focus()
  }
  return (
    <>
      <div class="tabs" ref={row} role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            id={`${id}-${tab.key}`}
            type="button"
            class="tab"
            role="tab"
            aria-selected={tab === shown}
            aria-controls={`${id}-panel`}
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => onSelect(tab.key)}
          >
            {tab.label}
            {tab.count !== undefined && tab.count > 0 && <span class="tab-count">{tab.count}</span>}
          </button>
        ))}
      </div>
      <TabPanel id={id} tab={shown} />
    </>
  )
}
