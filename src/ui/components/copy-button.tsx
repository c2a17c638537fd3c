import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'

/** Copies `text` and says so; where the browser refuses, it says that. */
export function CopyButton({
  text,
  label = 'Copy',
  compact = false,
}: {
  text: string
  label?: string
  compact?: boolean
}): JSX.Element {
  const [state, setState] = useState<'ready' | 'done' | 'failed'>('ready')
  useEffect(() => {
    if (state === 'ready') return undefined
    const timer = setTimeout(() => setState('ready'), 1600)
    return () => clearTimeout(timer)
  }, [state])
  const words = state === 'done' ? 'Copied' : state === 'failed' ? 'Select and copy by hand' : label
  const run = async (): Promise<void> => setState((await copyText(text)) ? 'done' : 'failed')
  return (
    <button
      type="button"
      class={`button ${state === 'done' ? 'done' : ''} ${compact ? 'quiet icon-only' : ''}`}
      aria-label={compact ? words : undefined}
      title={compact ? words : undefined}
      onClick={run}
    >
      <Icon name={state === 'done' ? 'check' : 'copy'} />
      {!compact && <span aria-live="polite">{words}</span>}
    </button>
  )
}

/** Copies; false where the browser does not allow it. Outside a secure context (plain HTTP, not loopback) the old way is left. */
async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // Permission refused, or the page is not focused: the old way may still do.
    }
  }
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'sr-only'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}
