import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** A button that asks again in its own place: the first press arms it, the second does it. */
export function ConfirmButton({
  children,
  question,
  class: extra = '',
  onConfirm,
}: {
  children: ComponentChildren
  question: string
  class?: string
  onConfirm: () => void
}): JSX.Element {
  const [armed, setArmed] = useState(false)
  useEffect(() => {
    if (!armed) return undefined
    const timer = setTimeout(() => setArmed(false), 4000)
    return () => clearTimeout(timer)
  }, [armed])
  const press = (): void => {
    setArmed(!armed)
    if (armed) onConfirm()
  }
  return (
    <button
      type="button"
      class={`button ${extra} ${armed ? 'danger' : ''}`}
      onClick={press}
      onBlur={() => setArmed(false)}
    >
      <span aria-live="polite" class="confirm-words">
        {armed ? question : children}
      </span>
    </button>
  )
}
