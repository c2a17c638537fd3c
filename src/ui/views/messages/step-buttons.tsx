import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../../components/icon.tsx'
import { useCell } from '../../lib/cell.ts'
import { go, href } from '../../lib/route.ts'
import { deletion, shownOf } from '../../state/deletion.ts'
import { messages } from '../../state/messages.ts'

type Step = 'previous' | 'next'
const words = { previous: 'Previous message (k)', next: 'Next message (j)' } as const
const icons = { previous: 'back', next: 'next' } as const

/** The button that was pressed last: the pane of the next message has it under the finger again. */
let pressed: Step | null = null

function StepButton({
  step,
  target,
}: {
  step: Step
  /** null: there is none. */
  target: string | null
}): JSX.Element {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (pressed !== step) return
    pressed = null
    button.current?.focus()
  }, [])
  return (
    <button
      ref={button}
      type="button"
      class="button icon-only"
      aria-label={words[step]}
      title={words[step]}
      // Not `disabled`: the focus would be lost at the end of the list.
      aria-disabled={target === null}
      onClick={() => {
        if (target === null) return
        pressed = step
        go(target, { replace: true })
      }}
    >
      <Icon name={icons[step]} />
    </button>
  )
}

/** To the messages above and below this one in the list, at the same tab. */
export function StepButtons({ id, tab, query }: { id: string; tab: string; query: string }): JSX.Element {
  useCell(deletion)
  const items = shownOf(useCell(messages.state).items)
  const at = items.findIndex((item) => item.id === id)
  const targetAt = (index: number): string | null => {
    const other = at === -1 ? undefined : items[index]
    return other === undefined
      ? null
      : href(['messages', other.id, ...(tab === '' ? [] : [tab])], { q: query })
  }
  return (
    <span class="head-steps">
      <StepButton step="previous" target={targetAt(at - 1)} />
      <StepButton step="next" target={targetAt(at + 1)} />
    </span>
  )
}
