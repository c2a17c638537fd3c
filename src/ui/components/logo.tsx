import type { JSX } from 'preact'

/** The four ports as four lines: in clear, under TLS, and twice the turn from one to the other. */
export function Logo(): JSX.Element {
  return (
    <svg class="logo" viewBox="0 0 26 24" aria-hidden="true" focusable="false">
      <path class="rail-clear" d="M2 1v22" />
      <path class="rail-tls" d="M9 1v22" />
      <path class="rail-clear" d="M16.5 1v9" />
      <path class="rail-tls" d="M16.5 12v11" />
      <path class="rail-clear" d="M24 1v9" />
      <path class="rail-tls" d="M24 12v11" />
    </svg>
  )
}
