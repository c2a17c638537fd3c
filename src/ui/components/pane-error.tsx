import type { JSX } from 'preact'

/** What went wrong, where there is something; read out when it comes. */
export function PaneError({ error }: { error: string | null }): JSX.Element | null {
  return error === null ? null : (
    <p class="pane-error" role="alert">
      {error}
    </p>
  )
}
