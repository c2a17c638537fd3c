import type { JSX } from 'preact'

/** A sentence of ours, in which code stands between backticks. */
export function Prose({ text }: { text: string }): JSX.Element {
  return (
    <>{text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>))}</>
  )
}
