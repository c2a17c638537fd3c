import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { copyText } from '../lib/copy.ts'
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
